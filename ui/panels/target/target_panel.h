// The target f, its approximation s_l so far, and what the newest grade adds, u_l: as curves, or as maps in
// several variables.
#pragma once

#include "core/record/peaks/breaks.h"
#include "ui/charts/axis.h"
#include "ui/panels/target/training_labels.h"

namespace gradewise {

class CurveView;
class PlaneTarget;
struct RunRecord;

class TargetPanel : public CardPanel {
    Q_OBJECT
public:
    static const PanelTraits traits;

    TargetPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void showRun(const RunModel& model) override;
    void followData() override;
    QString summary() const override { return summary_; }
    CurveView* view() { return view_; }
    PlaneTarget* plane() { return plane_; }

private:
    void recolour() override;
    void showRunAsCurves(const RunModel& model);
    void showRunAsMaps(const RunModel& model);
    void describe(const RunModel& model);
    QString addedText() const;
    void showCurves();
    void showLegend();
    void showKinks(const RunModel& model);

    CurveView* view_;
    PlaneTarget* plane_;
    std::shared_ptr<const RunRecord> kinksOf_; ///< the run whose kinks are on screen, if it has any
    QString summary_;
    // What is on screen, so that another theme needs no model.
    TrainingLabels labels_;
    std::vector<double> x_;
    std::vector<std::vector<double>> target_; ///< one list an output
    std::vector<std::vector<Break>> breaks_;  ///< of the target
    std::vector<BrokenCurve> sum_;            ///< with the peaks between grid points
    std::vector<BrokenCurve> added_;          ///< the same; both empty before the first grade
    std::optional<Range> sumOnGrid_;          ///< decides the scale: no spike makes everything else a line
    std::optional<Range> addedOnGrid_;
    std::size_t grades_ = 0; ///< l
    std::size_t total_ = 0;
    bool notSmoothedYet_ = false; ///< the newest contribution is a read-out in training that will be smoothed
    double magnification_ = 1.0;
};

} // namespace gradewise
