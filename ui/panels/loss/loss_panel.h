// The relative L2 error by epoch across all grades, on a logarithmic scale, each grade's epochs shaded in its
// colour, and the relative duality gap of grades that prove one. Takes in only what is new of the history, so
// a million epochs cost a frame no more than a thousand. Where a grade was trained by gradient descent there
// is a second view: 1 - η λ of the extreme eigenvalues λ of its Hessian, beside the band of stability.
#pragma once

#include "core/record/run_record.h"
#include "ui/panels/card_panel.h"

#include <QPointer>
#include <QTimer>

#include <optional>

class QToolButton;

namespace gradewise {

class CurveView;
class Cursor;
struct CurveStyle;

class LossPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    LossPanel(const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString chosenView() const override { return chosenView_; }
    /// "eigenvalues"; shown where there are any.
    void chooseView(const QString& view) override;
    QString summary() const override { return summary_; }
    CurveView* view() { return view_; }
    CurveView* eigenvalues() { return eigenvalues_; }

private:
    void recolour() override;
    void startOver();
    void takeIn(const std::vector<HistoryPoint>& history);
    void showBands(const RunModel& model);
    CurveStyle gapStyle() const;
    void showLegend();
    void applyBands();
    double shownEpochs(const RunModel& model) const;
    void showEigenvalues(const RunModel& model);
    void showView(bool eigenvalues);
    void describe(const RunModel& model);

    struct Stretch {
        double low;
        double high;
        std::size_t grade;
    };

    CurveView* view_;
    CurveView* eigenvalues_;
    QToolButton* switch_ = nullptr;
    QString chosenView_;
    QPointer<const RunModel> model_;
    QTimer more_; ///< takes in the rest of a long history
    std::size_t drawnEigenvalues_ = 0;
    std::size_t taken_ = 0;                 ///< history points already in the curves
    std::optional<HistoryPoint> lastTaken_; ///< tells another run's history from a longer one
    double epochsBefore_ = 0.0;             ///< of the grades before the one last taken in
    std::vector<Stretch> stretches_;
    std::size_t total_ = 0;
    bool validates_ = true;
    QString gapName_; ///< of the duality gap's curve; empty where no grade has one
    QString summary_;
};

} // namespace gradewise
