// Stands between a solver and the rest of the program: keeps the run's clock and history, asks the control,
// tells the observer, and knows when the run's time is used up.
#pragma once

#include "core/training/observer.h"

#include <chrono>
#include <vector>

namespace gradewise {

class RunMonitor final : public FitMonitor {
public:
    /// References outlive the monitor.
    RunMonitor(const RunStop& stop, RunControl& control, RunObserver& observer,
               std::vector<HistoryPoint>& history);

    void beginGrade(std::size_t grade);
    /// A grade that was ended since the run's time is used up says so.
    void explain(FitResult& result) const;
    bool runTimeUsedUp() const { return runTimeUsedUp_; }

    Decision checkpoint() override;
    bool wantsBlock() const override;
    Decision epochDone(const EpochReport& report, const Block& block) override;
    double trainingSeconds() const override;

private:
    using Clock = std::chrono::steady_clock;

    const RunStop& stop_;
    RunControl& control_;
    RunObserver& observer_;
    std::vector<HistoryPoint>& history_;
    Clock::time_point start_ = Clock::now();
    Index grade_ = 0;
    bool runTimeUsedUp_ = false;
};

} // namespace gradewise
