// The hero: the residuals r_0 = f, r_1, … one strip a grade, so that one sees each grade work on what the
// grades before left over.
#pragma once

#include "ui/plots/card_panel.h"
#include "ui/plots/residual_strip.h"

class QLabel;
class QScrollArea;
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
    std::size_t strips() const { return strips_.size(); }
    ResidualStrip& strip(std::size_t index) { return *strips_.at(index); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void recolour() override;
    void showCaption();
    std::vector<std::size_t> gradesToShow(std::size_t known) const;
    StripContent contentOf(const RunModel& model, std::size_t grade) const;
    void matchStrips(std::size_t count);
    void activateVisible();
    std::vector<ResidualStrip*> stripsWithRoom(int room, int gap);
    static QString errorsInWords(const RunModel& model);
    void layOutStrips();
    int smallestStrip() const;
    void describe(const RunModel& model);

    Cursor* cursor_;
    QScrollArea* area_;
    QWidget* list_;
    QLabel* remark_;
    QToolButton* common_ = nullptr;
    std::vector<ResidualStrip*> strips_; ///< owned by list_
    std::optional<Range> scaleOfTarget_;
    bool commonScale_ = false;
    QString summary_;
};

} // namespace gradewise
