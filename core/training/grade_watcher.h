// What watches a run from within and writes down what it sees: the audit, the count of kinks, the largest
// error over the interval. No number of the training depends on it. Called on the training thread.
#pragma once

#include "core/training/grade_in_work.h"

namespace gradewise {

class GradeWatcher {
public:
    virtual ~GradeWatcher() = default;
    /// Grade l as its solver left it, before its read-out is settled.
    virtual void fitted(const GradeInWork& work, const FitResult& fitted, const FitData& data) {
        static_cast<void>(work);
        static_cast<void>(fitted);
        static_cast<void>(data);
    }
    /// Grade l frozen: the run's model ends with it and the points have been advanced past it; its record is
    /// not the run's yet.
    virtual void frozen(GradeInWork& work, const RunRecord& run, const PointSets& points) {
        static_cast<void>(work);
        static_cast<void>(run);
        static_cast<void>(points);
    }
    /// In place of both: a grade that was frozen before the run was broken off.
    virtual void passed(GradeRecord& record, const RunRecord& run, const PointSets& points) {
        static_cast<void>(record);
        static_cast<void>(run);
        static_cast<void>(points);
    }
    /// The record of grade l is the run's last one.
    virtual void recorded(RunRecord& run) { static_cast<void>(run); }
    /// The last grade of the run has been trained.
    virtual void ended(RunRecord& run, const PointSets& points) {
        static_cast<void>(run);
        static_cast<void>(points);
    }
};

} // namespace gradewise
