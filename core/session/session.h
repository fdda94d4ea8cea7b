// A run on its own thread: start it, steer it, and take what is new as often as the window can draw.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/experiment/experiment.h"
#include "core/session/background_session.h"
#include "core/session/snapshot_mailbox.h"

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

class TrainingSession : public BackgroundSession<SnapshotMailbox> {
public:
    /// Starts a run on the given evaluation grid (d × n) and returns its id. A run in progress is stopped
    /// first. The pace holds from the first epoch on. What cannot be kept is told as a remark, and the run
    /// goes on.
    std::uint64_t start(const Experiment& experiment, Matrix gridPoints, RunPace pace = {},
                        std::optional<RunKeeping> keeping = std::nullopt);
};

} // namespace gradewise
