// Pause, resume, step, hurry, finish, stop: set from any thread, obeyed by the training thread.
#pragma once

#include "core/training/observer.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace gradewise {

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
    bool stopRequested() const { return stop_.load(std::memory_order_relaxed); }
    /// At most that many epochs a second; 0: no limit.
    void setSpeedLimit(double epochsPerSecond);

    // On the training thread.
    Decision checkpoint() override;
    Decision epochBoundary() override;
    void gradeBegun() override;
    double secondsWaited() const override { return secondsWaited_; }

private:
    Decision decision() const;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::atomic<bool> interrupted_ = false; ///< something below is set: the slow path must be taken
    std::atomic<bool> stop_ = false;
    bool paused_ = false;        // guarded by mutex_
    bool finishGrade_ = false;   // guarded by mutex_
    Index stepsAllowed_ = 0;     // guarded by mutex_
    double speedLimit_ = 0.0;    // guarded by mutex_
    double secondsWaited_ = 0.0; // training thread only
    double nextEpochAt_ = 0.0;   // training thread only
};

} // namespace gradewise
