#include "core/session/training_control.h"

#include <algorithm>
#include <chrono>
#include <cmath>

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
    change([this] {
        paused_ = false;
        pauseAfterGrade_ = false;
    });
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

void TrainingControl::trainOneGrade() {
    change([this] {
        paused_ = false;
        pauseAfterGrade_ = true;
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

void TrainingControl::setTempo(const Tempo& tempo) {
    change([&] { tempo_ = tempo; });
    limited_.store(tempo != Tempo{}, std::memory_order_relaxed);
}

Decision TrainingControl::checkpoint() {
    if (!interrupted_.load(std::memory_order_acquire))
        return Decision::Continue;
    std::unique_lock lock(mutex_);
    return waitWhilePaused(lock);
}

Decision TrainingControl::epochBoundary() {
    ++epoch_;
    if (!interrupted_.load(std::memory_order_acquire) && !limited_.load(std::memory_order_relaxed))
        return Decision::Continue;
    std::unique_lock lock(mutex_);
    if (paused_ && stepsAllowed_ > 0)
        --stepsAllowed_;
    waitForTempo(lock);
    return waitWhilePaused(lock);
}

void TrainingControl::gradeBegun(Index mostEpochs) {
    change([this] {
        finishGrade_ = false;
        if (begun_ && pauseAfterGrade_) {
            pauseAfterGrade_ = false;
            paused_ = true;
            stepsAllowed_ = 0;
        }
    });
    begun_ = true;
    epoch_ = 0;
    mostEpochs_ = std::max<Index>(1, mostEpochs);
    lastEpochAt_ = now();
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

/// Between the epoch that ended last and the next one.
double TrainingControl::secondsToNextEpoch() const {
    const double limit = tempo_.epochsPerSecond > 0.0 ? 1.0 / tempo_.epochsPerSecond : 0.0;
    const auto epoch = static_cast<double>(epoch_);
    const double share =
        std::log((1.0 + epoch) / std::max(1.0, epoch)) / std::log1p(static_cast<double>(mostEpochs_));
    return std::max(limit, tempo_.secondsPerGrade * std::min(1.0, share));
}

void TrainingControl::waitForTempo(std::unique_lock<std::mutex>& lock) {
    const double begun = now();
    // Whatever is changed meanwhile is obeyed at once.
    while (!paused_ && decision() == Decision::Continue) {
        const double due = lastEpochAt_ + secondsToNextEpoch();
        const double present = now();
        if (present >= due)
            break;
        changed_.wait_for(lock, std::chrono::duration<double>(due - present));
    }
    lastEpochAt_ = now();
    secondsWaited_ += lastEpochAt_ - begun;
}

} // namespace gradewise
