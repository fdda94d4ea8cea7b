#include "ui/panels/residuals/grade_fold.h"

#include <algorithm>
#include <iterator>

namespace gradewise {

void GradeFold::setHeights(int line, int strip) {
    line_ = std::max(1, line);
    strip_ = std::max(line_, strip);
}

void GradeFold::setGrades(std::size_t first, std::size_t last) {
    first_ = first;
    last_ = last;
}

void GradeFold::toggle(std::size_t grade) {
    const bool open = isOpen(grade);
    opened_.erase(grade);
    folded_.erase(grade);
    // Also where it is so by itself now: grades that follow shall not change what the user chose.
    (open ? folded_ : opened_).insert(grade);
}

void GradeFold::forgetChoices() {
    opened_.clear();
    folded_.clear();
}

bool GradeFold::isOpen(std::size_t grade) const {
    return opened_.contains(grade) || (openByItself(grade) && !folded_.contains(grade));
}

std::size_t GradeFold::openBefore(std::size_t grade) const {
    const auto countIn = [](const std::set<std::size_t>& set, std::size_t from, std::size_t to) {
        return from >= to
                   ? 0
                   : static_cast<std::size_t>(std::distance(set.lower_bound(from), set.lower_bound(to)));
    };
    const std::size_t count = last_ + 1 - first_;
    const std::size_t byItself = last_ + 1 - std::min(openAtEnd_, count); // the first that is
    std::size_t open = countIn(opened_, first_, std::min(grade, byItself));
    if (grade > byItself)
        open += grade - byItself - countIn(folded_, byItself, grade);
    return open;
}

int GradeFold::top(std::size_t grade) const {
    return static_cast<int>(grade - first_) * line_ + static_cast<int>(openBefore(grade)) * (strip_ - line_);
}

std::size_t GradeFold::gradeAt(int y) const {
    std::size_t low = first_;
    std::size_t high = last_;
    while (low < high) { // the last grade that begins at y or above
        const std::size_t middle = low + (high - low + 1) / 2;
        if (top(middle) <= y)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

std::vector<std::size_t> GradeFold::openBetween(int from, int to) const {
    std::vector<std::size_t> open;
    if (empty() || to <= from)
        return open;
    const std::size_t end = gradeAt(to - 1);
    for (std::size_t grade = gradeAt(from); grade <= end; ++grade)
        if (isOpen(grade) && top(grade) < to && top(grade) + strip_ > from)
            open.push_back(grade);
    return open;
}

} // namespace gradewise
