#include "core/session/training_control.h"

#include <chrono>

namespace gradewise {

namespace {
using Clock = std::chrono::steady_clock;

double now() {
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}
} // namespace

template <typename Change>
void TrainingControl::change(const Change& apply) {
    {
        const std::scoped_lock lock(mutex_);
        apply();
        interrupted_.store(stop_ || paused_ || finishGrade_, std::memory_order_release);
    }
    changed_.notify_all();
}

void TrainingControl::pause() {
    change([this] {
        paused_ = true;
        stepsAllowed_ = 0;
    });
}

void TrainingControl::resume() {
    change([this] { paused_ = false; });
}

bool TrainingControl::paused() const {
    const std::scoped_lock lock(mutex_);
    return paused_ && stepsAllowed_ == 0;
}

void TrainingControl::stepEpoch() {
    change([this] {
        paused_ = true;
        ++stepsAllowed_;
    });
}

void TrainingControl::finishGrade() {
    change([this] { finishGrade_ = true; });
}

void TrainingControl::stop() {
    change([this] { stop_ = true; });
}

bool TrainingControl::stopRequested() const {
    const std::scoped_lock lock(mutex_);
    return stop_;
}

void TrainingControl::setSpeedLimit(double epochsPerSecond) {
    change([this, epochsPerSecond] { speedLimit_ = epochsPerSecond; });
    limited_.store(epochsPerSecond > 0.0, std::memory_order_relaxed);
}

Decision TrainingControl::checkpoint() {
    if (!interrupted_.load(std::memory_order_acquire))
        return Decision::Continue;
    std::unique_lock lock(mutex_);
    return waitWhilePaused(lock);
}

Decision TrainingControl::epochBoundary() {
    if (!interrupted_.load(std::memory_order_acquire) && !limited_.load(std::memory_order_relaxed))
        return Decision::Continue;
    std::unique_lock lock(mutex_);
    if (paused_ && stepsAllowed_ > 0)
        --stepsAllowed_;
    waitForSpeedLimit(lock);
    return waitWhilePaused(lock);
}

void TrainingControl::gradeBegun() {
    change([this] { finishGrade_ = false; });
}

Decision TrainingControl::decision() const {
    if (stop_)
        return Decision::StopRun;
    return finishGrade_ ? Decision::FinishGrade : Decision::Continue;
}

Decision TrainingControl::waitWhilePaused(std::unique_lock<std::mutex>& lock) {
    const double begun = now();
    changed_.wait(lock, [this] { return !paused_ || stepsAllowed_ > 0 || decision() != Decision::Continue; });
    secondsWaited_ += now() - begun;
    return decision();
}

void TrainingControl::waitForSpeedLimit(std::unique_lock<std::mutex>& lock) {
    const double begun = now();
    // The next epoch is due one period after the last one was; whatever is changed meanwhile is obeyed at
    // once.
    while (speedLimit_ > 0.0 && !paused_ && decision() == Decision::Continue) {
        const double due = lastEpochAt_ + 1.0 / speedLimit_;
        const double present = now();
        if (present >= due)
            break;
        changed_.wait_for(lock, std::chrono::duration<double>(due - present));
    }
    lastEpochAt_ = now();
    secondsWaited_ += lastEpochAt_ - begun;
}

} // namespace gradewise
