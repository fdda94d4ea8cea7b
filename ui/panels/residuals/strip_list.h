// The strips of a run one above the other. Up to eight grades all are there, higher the fewer they are. Of
// more grades r_0 stays at the top and the newest at the bottom, and between them scrolls a list in which
// older grades are folded to a line each and open by a click. Only strips in sight have a widget, so two
// thousand grades cost a frame no more than ten.
//
// On paper nothing folds or scrolls: where the strips have no room, those after the target give way.
#pragma once

#include "ui/panels/residuals/grade_lines.h"
#include "ui/panels/residuals/residual_strip.h"

#include <functional>

class QLabel;
class QScrollArea;

namespace gradewise {

class StripList : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t mostUnfolded = 8; ///< grades

    StripList(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    /// Where the strips' contents come from; asked for those in sight only.
    std::function<StripContent(std::size_t grade)> contentOf;
    /// Whether contentOf would say something else now.
    std::function<bool(const StripContent& shown)> isStale;
    std::function<GradeLine(std::size_t grade)> lineOf;

    /// r_0 … r_known, after every change of what they show.
    void showGrades(std::size_t known);
    /// No strip at all.
    void clear();
    /// A sentence below the strips.
    void setRemark(const QString& remark);
    void setTheme(const Theme& theme);
    void followData();
    /// Draws every strip in sight anew.
    void redraw();

    bool folding() const { return folding_; }
    GradeFold& fold() { return lines_->fold(); }
    QScrollArea* area() { return area_; }
    /// The strips that have a widget, in the order of their grades.
    const std::vector<ResidualStrip*>& strips() const { return strips_; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void layOutAll();
    void layOutFolding();
    void toggle(std::size_t grade);
    void bringIntoSight(std::size_t grade);
    void showThoseInSight();
    void fill(ResidualStrip& strip, std::size_t grade);
    ResidualStrip* makeStrip();
    std::vector<std::size_t> gradesToShow() const;
    std::vector<ResidualStrip*> stripsWithRoom(int room, int gap);
    void activateVisible();
    int smallestStrip() const;

    Cursor* cursor_;
    Theme theme_;
    bool forPaper_;
    QScrollArea* area_;
    GradeLines* lines_;
    QLabel* remark_;
    std::vector<ResidualStrip*> strips_; ///< children of lines_, or while folding the ends of this
    std::size_t known_ = 0;
    bool empty_ = true;
    bool folding_ = false;
    bool goesToEnd_ = false; ///< whatever is in sight
    int stripHeight_ = 60;   ///< of an open grade in the list
};

} // namespace gradewise
