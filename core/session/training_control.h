// Pause, resume, step, hurry, finish, stop: set from any thread, obeyed by the training thread.
#pragma once

#include "core/training/observer.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace gradewise {

/// How a run begins; TrainingControl changes it later.
struct RunPace {
    bool paused = false;
    double epochsPerSecond = 0.0; ///< at most; 0: no limit
};

class TrainingControl final : public RunControl {
public:
    // From any thread.
    void pause();
    void resume();
    bool paused() const;
    /// Trains one more epoch, then pauses.
    void stepEpoch();
    /// Ends the grade in training at the next step; the run goes on with the next grade.
    void finishGrade();
    /// Ends the run at the next step. Cannot be taken back.
    void stop();
    bool stopRequested() const;
    /// At most that many epochs a second; 0: no limit.
    void setSpeedLimit(double epochsPerSecond);

    // On the training thread.
    Decision checkpoint() override;
    Decision epochBoundary() override;
    void gradeBegun() override;
    double secondsWaited() const override { return secondsWaited_; }

private:
    template <typename Change>
    void change(const Change& apply);
    Decision decision() const;
    Decision waitWhilePaused(std::unique_lock<std::mutex>& lock);
    void waitForSpeedLimit(std::unique_lock<std::mutex>& lock);

    // The training thread looks at the two atomics only, as long as nobody wants anything of it.
    std::atomic<bool> interrupted_ = false; ///< paused, to be finished, or to be stopped
    std::atomic<bool> limited_ = false;     ///< there is a speed limit

    mutable std::mutex mutex_; ///< guards the following five
    std::condition_variable changed_;
    bool stop_ = false;
    bool paused_ = false;
    bool finishGrade_ = false;
    Index stepsAllowed_ = 0; ///< epochs that may still be trained while paused
    double speedLimit_ = 0.0;

    // Used on the training thread only.
    double secondsWaited_ = 0.0;
    double lastEpochAt_ = 0.0;
};

} // namespace gradewise
