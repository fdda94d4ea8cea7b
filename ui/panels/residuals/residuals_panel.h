// The hero: the residuals r_0 = f, r_1, … one strip a grade, so that one sees each grade work on what the
// grades before left over; or all of them as one waterfall of |r_l|, by itself where there are many. In
// several variables a map a grade.
#pragma once

#include "ui/panels/card_panel.h"
#include "ui/panels/residuals/plane_list.h"
#include "ui/panels/residuals/strip_list.h"

#include <QPointer>

class QHBoxLayout;
class QToolButton;

namespace gradewise {

/// Whether the residuals of a run are shown as a waterfall: as chosen ("strips", "waterfall"), else where the
/// grades are many.
bool showsWaterfall(const RunModel& model, const QString& chosenView);
/// The room that the residuals take in a figure, in strips.
double roomInStrips(const RunModel& model, const QString& chosenView);

class ResidualsPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    ResidualsPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString chosenView() const override { return chosenView_; }
    void chooseView(const QString& view) override;
    QString summary() const override { return summary_; }
    /// All strips on the scale of r_0, so that the shrinking shows; else each on its own.
    void setCommonScale(bool common);
    /// Those that have a widget.
    std::size_t strips() const { return list_->strips().size(); }
    ResidualStrip& strip(std::size_t index) { return *list_->strips().at(index); }
    StripList& list() { return *list_; }
    Waterfall& waterfall() { return *waterfall_; }
    PlaneList& planes() { return *planes_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void recolour() override;
    void showCaption();
    void connectViews();
    bool isKnown(std::size_t grade) const;
    void makeCorner();
    void fitCorner();
    QToolButton* addChoice(QHBoxLayout& row, const QString& view, const QString& text, const QString& tip);
    void showStrips(const RunModel& model);
    void showWaterfall(const RunModel& model);
    void showPlanes(const RunModel& model);
    void applyCommonScale();
    void placeWaterfall();
    QString remark(const RunModel& model) const;

    StripList* list_;
    Waterfall* waterfall_;
    PlaneList* planes_;
    QToolButton* common_ = nullptr;
    QToolButton* asStrips_ = nullptr;
    QToolButton* asWaterfall_ = nullptr;
    QString chosenView_;
    bool showsWaterfall_ = false;
    bool showsPlanes_ = false;
    QPointer<const RunModel> model_; ///< also read while the user scrolls
    std::optional<Range> scaleOfTarget_;
    bool commonScale_ = false;
    QString summary_;
};

} // namespace gradewise
