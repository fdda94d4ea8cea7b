#include "tests/bench/session_bench.h"

#include "core/session/live_view.h"
#include "core/session/session.h"
#include "tests/bench/clock.h"
#include "tests/core/trained.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace gradewise::bench {

namespace {

using namespace std::chrono_literals;

Matrix gridOf(const ExperimentConfig& config) {
    const Target target = std::get<Target>(makeTarget(config.target));
    return evaluationGrid(target.domain(), config.samples.train);
}

/// Notes when the training thread last asked whether to go on: a thread that rests asked then.
class NotingControl final : public RunControl {
public:
    TrainingControl inner;
    std::atomic<double> lastAsked = 0.0;

    Decision checkpoint() override {
        lastAsked = wallSeconds();
        return inner.checkpoint();
    }
    Decision epochBoundary() override {
        lastAsked = wallSeconds();
        return inner.epochBoundary();
    }
    void gradeBegun(Index mostEpochs) override { inner.gradeBegun(mostEpochs); }
    double secondsWaited() const override { return inner.secondsWaited(); }
};

} // namespace

RunCost plainRun(const ExperimentConfig& config) {
    const double begun = processSeconds();
    const RunRecord record = train(config);
    return {record.seconds, processSeconds() - begun};
}

RunCost watchedRun(const ExperimentConfig& config) {
    const double begun = processSeconds();
    TrainingSession session;
    session.start(prepareOrThrow(config), gridOf(config));
    for (;;) {
        const RunUpdate update = session.takeNews();
        if (!update.failure.empty())
            throw std::runtime_error(update.failure);
        if (update.record)
            return {update.record->seconds, processSeconds() - begun};
        std::this_thread::sleep_for(std::chrono::duration<double>(1.0 / LiveView::picturesPerSecond));
    }
}

double secondsToPause(const ExperimentConfig& config) {
    NotingControl control;
    std::jthread training([&] {
        RunObserver observer;
        train(config, control, observer);
    });
    while (control.lastAsked == 0.0)
        std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(20ms);
    const double asked = wallSeconds();
    control.inner.pause();
    std::this_thread::sleep_for(50ms);
    const double rested = control.lastAsked;
    control.inner.stop();
    return std::max(0.0, rested - asked);
}

double secondsToStop(const ExperimentConfig& config) {
    TrainingSession session;
    session.start(prepareOrThrow(config), gridOf(config));
    while (session.takeNews().history.empty())
        std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(20ms);
    const double asked = wallSeconds();
    session.control().stop();
    while (!session.takeNews().ended())
        std::this_thread::sleep_for(50us);
    return wallSeconds() - asked;
}

} // namespace gradewise::bench
