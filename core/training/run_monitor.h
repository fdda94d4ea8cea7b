// Stands between a solver and the rest of the program: keeps the run's clock, its history and what is seen of
// the Hessian, asks the control, tells the observer, and knows when the run's time is used up.
#pragma once

#include "core/training/curvature_watch.h"
#include "core/training/observer.h"

#include <chrono>
#include <optional>

namespace gradewise {

class RunMonitor final : public FitMonitor {
public:
    /// References outlive the monitor. The record's history and curvature are written, its configuration
    /// read.
    RunMonitor(RunControl& control, RunObserver& observer, RunRecord& run);

    /// A grade of so many parameters is about to be fitted to that data, which outlives its fit.
    void beginGrade(std::size_t grade, const GradeConfig& config, Index parameters, const FitData& data);
    /// The clock and the history of a run that was broken off, which has none yet: past a grade that is
    /// frozen, and into the grade in progress, which has begun. The observer is told of all epochs again.
    void passGrade(std::size_t grade, const RunRecord& before);
    void resumeGrade(const GradeInProgress& grade, const RunRecord& before);
    /// Keeps what was seen of the Hessian, and tells the observer.
    void note(Index epoch, const Curvature& curvature);
    /// A grade that was ended since the run's time is used up says so.
    void explain(FitResult& result) const;
    /// Takes back what was written down of the present grade, which does not stay.
    void forgetGrade();
    bool runTimeUsedUp() const { return runTimeUsedUp_; }
    /// Training seconds since the present grade began.
    double gradeSeconds() const { return trainingSeconds() - gradeBegun_; }
    /// For what may take long after a fit: whether the run has not been stopped.
    MayContinue untilStopped() {
        return [this] { return checkpoint() != Decision::StopRun; };
    }

    Decision checkpoint() override;
    bool wantsBlock() const override;
    Decision epochDone(const EpochReport& report, const Block& block) override;
    bool wantsState() const override { return whole_ && observer_.wantsState(); }
    void stateReached(const DescentState& state) override;
    double trainingSeconds() const override;

private:
    using Clock = std::chrono::steady_clock;

    void watchHessian(const EpochReport& report, const Block& block);
    void repeat(const RunRecord& before);
    void setClock(double seconds);

    RunControl& control_;
    RunObserver& observer_;
    RunRecord& run_;
    Clock::time_point start_ = Clock::now();
    double secondsBefore_ = 0.0; ///< what the clock showed when it was set
    double gradeBegun_ = 0.0;    ///< training seconds
    Index grade_ = 0;
    Index epoch_ = 0;                     ///< done in that grade
    std::optional<CurvatureWatch> watch_; ///< of the present grade
    double secondsWatching_ = 0.0;        ///< not training time either
    bool runTimeUsedUp_ = false;
    bool whole_ =
        true; ///< no measurement of this grade's Hessian was broken off, which would be missing later
};

} // namespace gradewise
