// What the trainer tells the outside world, and how it is told to pause, hurry or stop. Both are called on
// the training thread. Neither can change a number of the run.
#pragma once

#include "core/solver/fit.h"
#include "core/training/begun_run.h"

namespace gradewise {

/// The control of a run. The plain one never interrupts; core/session has the one with threads.
class RunControl {
public:
    virtual ~RunControl() = default;
    /// Asked at least every few milliseconds of training. Blocks while paused.
    virtual Decision checkpoint() { return Decision::Continue; }
    /// Asked after every epoch: where single steps and the speed limit act.
    virtual Decision epochBoundary() { return checkpoint(); }
    /// Told when a grade begins that ends after so many epochs at the latest: an old "finish this grade" no
    /// longer counts.
    virtual void gradeBegun(Index mostEpochs) { static_cast<void>(mostEpochs); }
    /// Seconds spent waiting in the functions above; not training time.
    virtual double secondsWaited() const { return 0.0; }
};

/// Listens to a run.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    /// Before the first grade: the errors of the zero function.
    virtual void runBegun(const GradeMetrics& before) { static_cast<void>(before); }
    /// A grade is about to be trained on top of `frozen`.
    virtual void gradeBegun(std::size_t grade, const MultigradeModel& frozen) {
        static_cast<void>(grade);
        static_cast<void>(frozen);
    }
    /// Whether the next epochDone() will look at the block; an empty one may come where it will not.
    virtual bool wantsBlock() const { return false; }
    /// What the solver itself says of an epoch; epochDone() follows.
    virtual void reported(const EpochReport& report) { static_cast<void>(report); }
    /// Every epoch's scalars, and the block as it stands (before the guard), which may be read but not kept.
    virtual void epochDone(const HistoryPoint& point, const Block& block) {
        static_cast<void>(point);
        static_cast<void>(block);
    }
    /// What was seen of the Hessian after some epoch, which epochDone() has told.
    virtual void curvatureSeen(const CurvaturePoint& point) { static_cast<void>(point); }
    /// The grade is frozen: its record and the model that now ends with it.
    virtual void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) {
        static_cast<void>(grade);
        static_cast<void>(record);
        static_cast<void>(model);
    }
    /// The run so far, its last grade just frozen; gradeDone() follows.
    virtual void frozen(const RunRecord& run) { static_cast<void>(run); }
    /// Whether stateReached() shall be told how far the grade in training has come; asked often.
    virtual bool wantsState() const { return false; }
    /// The run so far, with the history of the grade in training, and what else is needed to go on with that
    /// grade. Comes only of grades that descend, where it was wanted, and before such a grade ends since the
    /// run is stopped.
    virtual void stateReached(const RunRecord& run, const GradeInProgress& grade) {
        static_cast<void>(run);
        static_cast<void>(grade);
    }
};

} // namespace gradewise
