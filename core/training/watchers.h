// Whoever watches a run, in one chain: its clock, history and Hessian (RunMonitor), what watches from within
// (GradeWatcher), and the observer outside. The trainer tells the chain each step, and nobody else.
#pragma once

#include "core/experiment/experiment.h"
#include "core/training/ending.h"
#include "core/training/grade_watcher.h"
#include "core/training/run_monitor.h"

#include <memory>
#include <optional>
#include <vector>

namespace gradewise {

class Watchers {
public:
    /// Before the first grade; the clock begins. References outlive the watchers.
    Watchers(const Experiment& experiment, const PointSets& points, RunControl& control,
             RunObserver& observer, RunRecord& run);

    /// What the solver, and whatever else takes its time, reports to and asks whether it may go on.
    RunMonitor& monitor() { return monitor_; }

    /// Grade l is about to be fitted. What its descent goes on from, where it was broken off in its middle.
    const DescentState* gradeBegun(const GradeInWork& work, Index parameters, const FitData& data,
                                   const BegunRun& begun);
    /// Writes down how the fit ended.
    void fitted(GradeInWork& work, FitResult& fitted, const FitData& data);
    /// Grade l does not stay: what was written down of it goes.
    void takenBack() { monitor_.forgetGrade(); }
    /// Grade l is frozen, and the points have been advanced past it.
    void frozen(GradeInWork& work, const PointSets& points);
    /// What follows from the last frozen grade, if there is one; nothing when the run goes on.
    std::optional<Ending> endingSoFar() const;
    /// Grade l, frozen before the run was broken off, is told again: before and after the model has it and
    /// the points have been advanced past it.
    void passing(std::size_t index, const RunRecord& before);
    void passed(GradeRecord record, const PointSets& points);
    /// The last grade of the run has been trained.
    void ended(const PointSets& points);

private:
    RunObserver& observer_;
    RunRecord& run_;
    RunMonitor monitor_;
    std::vector<std::unique_ptr<GradeWatcher>> within_; ///< in this order
};

} // namespace gradewise
