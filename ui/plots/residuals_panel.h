// The hero: the residuals r_0 = f, r_1, … one strip a grade, so that one sees each grade work on what the
// grades before left over.
#pragma once

#include "ui/plots/card_panel.h"
#include "ui/plots/strip_list.h"

#include <QPointer>

class QToolButton;

namespace gradewise {

class ResidualsPanel : public CardPanel {
    Q_OBJECT
public:
    ResidualsPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString summary() const override { return summary_; }
    /// All strips on the scale of r_0, so that the shrinking shows; else each on its own.
    void setCommonScale(bool common);
    /// Those that have a widget.
    std::size_t strips() const { return list_->strips().size(); }
    ResidualStrip& strip(std::size_t index) { return *list_->strips().at(index); }
    StripList& list() { return *list_; }

private:
    void recolour() override;
    void showCaption();
    bool isKnown(std::size_t grade) const;
    StripContent contentOf(const RunModel& model, std::size_t grade) const;
    bool isStale(const RunModel& model, const StripContent& shown) const;
    GradeLine lineOf(const RunModel& model, std::size_t grade) const;
    static QString errorsInWords(const RunModel& model);
    QString remarkOn(const RunModel& model) const;
    void describe(const RunModel& model);

    StripList* list_;
    QToolButton* common_ = nullptr;
    QPointer<const RunModel> model_; ///< also read while the user scrolls
    std::optional<Range> scaleOfTarget_;
    bool commonScale_ = false;
    QString summary_;
};

} // namespace gradewise
