// Where the grades of a long run lie in a list: most are folded to a line, some are open as strips. Geometry
// only; costs what is open, not how many grades there are.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

namespace gradewise {

class GradeFold {
public:
    /// Heights in pixels of a folded grade and of an open one.
    void setHeights(int line, int strip);
    /// The list holds grades `first` … `last`; none when last < first.
    void setGrades(std::size_t first, std::size_t last);
    /// So many of the last grades are open unless the user folded them.
    void setOpenAtEnd(std::size_t count) { openAtEnd_ = count; }
    void toggle(std::size_t grade);
    /// Nothing is as the user chose it any more.
    void forgetChoices();

    std::size_t first() const { return first_; }
    std::size_t last() const { return last_; }
    bool empty() const { return last_ < first_; }
    bool isOpen(std::size_t grade) const;
    int top(std::size_t grade) const;
    int height(std::size_t grade) const { return isOpen(grade) ? strip_ : line_; }
    int totalHeight() const { return empty() ? 0 : top(last_) + height(last_); }
    /// The grade at that height, the first or last one beyond the ends.
    std::size_t gradeAt(int y) const;
    /// The open grades that reach into `from` … `to`.
    std::vector<std::size_t> openBetween(int from, int to) const;

private:
    bool openByItself(std::size_t grade) const { return grade + openAtEnd_ > last_; }
    std::size_t openBefore(std::size_t grade) const;

    int line_ = 20;
    int strip_ = 60;
    std::size_t first_ = 1;
    std::size_t last_ = 0;
    std::size_t openAtEnd_ = 0;
    std::set<std::size_t> opened_; ///< by the user
    std::set<std::size_t> folded_; ///< by the user
};

} // namespace gradewise
