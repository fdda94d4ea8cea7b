// A run on its own thread: start it, steer it, and take what is new as often as the window can draw.
#pragma once

#include "core/experiment/config.h"
#include "core/session/run_update.h"
#include "core/session/training_control.h"

#include <cstdint>
#include <memory>

namespace gradewise {

/// Owns the thread of one run. All members are called on the owner's thread.
class TrainingSession {
public:
    TrainingSession();
    /// Stops a running run and waits for its thread.
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    /// Starts a run on the given evaluation grid (d × n) and returns its id. A run in progress is stopped
    /// first.
    std::uint64_t start(const ExperimentConfig& config, Matrix gridPoints, bool startPaused = false);
    /// True from start() until the last update of the run has been taken.
    bool active() const;
    /// Steers the run; throws std::logic_error when there is none (see active()).
    TrainingControl& control();
    /// What is new; cheap; never waits for the training thread.
    RunUpdate take();

private:
    struct Running;
    std::unique_ptr<Running> running_;
    std::uint64_t lastId_ = 0;
};

} // namespace gradewise
