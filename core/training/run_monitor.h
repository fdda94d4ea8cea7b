// Stands between a solver and the rest of the program: keeps the run's clock, its history and what is seen of
// the Hessian, asks the control, tells the observer, and knows when the run's time is used up.
#pragma once

#include "core/training/curvature_watch.h"
#include "core/training/observer.h"

#include <chrono>

namespace gradewise {

class RunMonitor final : public FitMonitor {
public:
    /// References outlive the monitor. The record's history and curvature are written, its configuration
    /// read.
    RunMonitor(RunControl& control, RunObserver& observer, RunRecord& run);

    /// The watch outlives the grade's fit. Returns the training seconds at which the grade began.
    double beginGrade(std::size_t grade, CurvatureWatch& watch);
    /// The clock and the history of a run that was broken off, which has none yet: past a grade that is
    /// frozen, and into the grade in progress, which has begun. The observer is told of all epochs again.
    void passGrade(std::size_t grade, const RunRecord& before);
    double goOn(const GradeInProgress& grade, const RunRecord& before);
    /// Keeps what was seen of the Hessian, and tells the observer.
    void note(Index epoch, const Curvature& curvature);
    /// A grade that was ended since the run's time is used up says so.
    void explain(FitResult& result) const;
    /// Takes back what was written down of the present grade, which does not stay.
    void forgetGrade();
    bool runTimeUsedUp() const { return runTimeUsedUp_; }

    Decision checkpoint() override;
    bool wantsBlock() const override;
    Decision epochDone(const EpochReport& report, const Block& block) override;
    bool wantsState() const override { return whole_ && observer_.wantsState(); }
    void stateReached(const DescentState& state) override;
    double trainingSeconds() const override;

private:
    using Clock = std::chrono::steady_clock;

    void watch(const EpochReport& report, const Block& block);
    void tellAgain(const RunRecord& before);
    void setClock(double seconds);

    RunControl& control_;
    RunObserver& observer_;
    RunRecord& run_;
    Clock::time_point start_ = Clock::now();
    double secondsBefore_ = 0.0; ///< what the clock showed when it was set
    double gradeBegun_ = 0.0;    ///< training seconds
    Index grade_ = 0;
    Index epoch_ = 0; ///< done in that grade
    CurvatureWatch* watch_ = nullptr;
    double secondsWatching_ = 0.0; ///< not training time either
    bool runTimeUsedUp_ = false;
    bool whole_ = true; ///< no look at the Hessian of this grade was broken off, which would be missing later
};

} // namespace gradewise
