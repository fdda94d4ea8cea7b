// Pause, resume, step, go on to the next grade, hurry, finish, stop: set from any thread, obeyed by the
// training thread.
#pragma once

#include "core/training/observer.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace gradewise {

/// How fast epochs follow each other. No number of a run depends on it, and waiting is no training time.
struct Tempo {
    double epochsPerSecond = 0.0; ///< at most; 0: no limit
    /// To be watched: the epochs of a grade are spread over that many seconds, where they are not slower by
    /// themselves. Epoch i of at most N comes at the share log(1 + i) / log(1 + N) of them, since a grade
    /// changes most in its first epochs; one that ends early takes less. 0: not spread.
    double secondsPerGrade = 0.0;
    bool operator==(const Tempo&) const = default;
};

/// How a run begins; TrainingControl changes it later.
struct RunPace {
    bool paused = false;
    Tempo tempo = {};
    bool oneGrade = false; ///< pauses when the first grade has ended
};

class TrainingControl final : public RunControl {
public:
    // From any thread.
    void pause();
    void resume();
    bool paused() const;
    /// Trains one more epoch, then pauses.
    void stepEpoch();
    /// Goes on, and pauses once the grade in training (in a run that has not begun: the first) has ended.
    void trainOneGrade();
    /// Ends the grade in training at the next step; the run goes on with the next grade.
    void finishGrade();
    /// Ends the run at the next step. Cannot be taken back.
    void stop();
    bool stopRequested() const;
    void setTempo(const Tempo& tempo);

    // On the training thread.
    Decision checkpoint() override;
    Decision epochBoundary() override;
    void gradeBegun(Index mostEpochs) override;
    double secondsWaited() const override { return secondsWaited_; }

private:
    template <typename Change>
    void change(const Change& apply);
    Decision decision() const;
    Decision waitWhilePaused(std::unique_lock<std::mutex>& lock);
    void waitForTempo(std::unique_lock<std::mutex>& lock);
    double secondsToNextEpoch() const;

    // The training thread looks at the two atomics only, as long as nobody wants anything of it.
    std::atomic<bool> interrupted_ = false; ///< paused, to be finished, or to be stopped
    std::atomic<bool> limited_ = false;     ///< epochs have to wait for each other

    mutable std::mutex mutex_; ///< guards the following six
    std::condition_variable changed_;
    bool stop_ = false;
    bool paused_ = false;
    bool finishGrade_ = false;
    Index stepsAllowed_ = 0; ///< epochs that may still be trained while paused
    bool pauseAfterGrade_ = false;
    Tempo tempo_;

    // Used on the training thread only.
    double secondsWaited_ = 0.0;
    double lastEpochAt_ = 0.0;
    bool begun_ = false; ///< a grade has begun
    Index epoch_ = 0;    ///< of the grade, that ended last
    Index mostEpochs_ = 1;
};

} // namespace gradewise
