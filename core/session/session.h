// A run on its own thread: start it, steer it, and take what is new as often as the window can draw.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/experiment/experiment.h"
#include "core/session/run_update.h"
#include "core/session/training_control.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace gradewise {

/// Where a run is kept on disk while it goes on, and what it goes on from.
struct RunKeeping {
    std::filesystem::path folder; ///< of its checkpoint; made if needed
    double seconds = 10.0;        ///< between two states of a grade that descends
    /// A run that was broken off and goes on, of the same experiment; null: a new one. Its grades and epochs
    /// are told as if they came now.
    std::shared_ptr<const Checkpoint> begun = nullptr;
};

/// How a run begins; TrainingControl changes it later.
struct RunPace {
    bool paused = false;
    double epochsPerSecond = 0.0; ///< at most; 0: no limit
};

/// Owns the thread of one run. All members are called on the owner's thread.
class TrainingSession {
public:
    TrainingSession();
    /// Stops a running run and waits for its thread.
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    /// Starts a run on the given evaluation grid (d × n) and returns its id. A run in progress is stopped
    /// first. The pace holds from the first epoch on. What cannot be kept is told as a remark, and the run
    /// goes on.
    std::uint64_t start(const Experiment& experiment, Matrix gridPoints, RunPace pace = {},
                        std::optional<RunKeeping> keeping = std::nullopt);
    /// True from start() until the last update of the run has been taken.
    bool active() const;
    /// Steers the run; throws std::logic_error when there is none (see active()).
    TrainingControl& control();
    /// What is new; cheap; never waits for the training thread.
    RunUpdate take();
    /// Stops the run, if there is one, and gives it away: nothing of it is taken any more. Whoever destroys
    /// what comes out waits for its thread.
    std::shared_ptr<void> release();

private:
    struct Running;
    std::unique_ptr<Running> running_;
    std::uint64_t lastId_ = 0;
};

} // namespace gradewise
