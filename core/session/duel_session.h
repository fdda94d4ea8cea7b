// A duel on its own thread: both sides one after the other, so that each has a core to itself and the window
// the other; what is new is taken as often as the window can draw.
#pragma once

#include "core/study/duel/duel.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// What is new of one run of a duel.
struct DuelRunNews {
    std::size_t seed = 0; ///< from 0
    DuelSide side = DuelSide::Gradewise;
    std::vector<DuelPoint> points;   ///< of its curve, in order, before any is thinned away
    std::optional<DuelRun> finished; ///< once, with its thinned curve
};

/// What happened since the last take(): every point and every finished run arrives exactly once.
struct DuelUpdate {
    std::uint64_t duel = 0;                   ///< id
    std::vector<DuelRunNews> runs;            ///< in order; the last may go on in later updates
    std::shared_ptr<const DuelRecord> record; ///< set once, with the last update
    std::string failure;                      ///< a sentence when the duel ended by an exception

    bool ended() const { return record != nullptr || !failure.empty(); }
};

/// Owns the thread of one duel. All members are called on the owner's thread.
class DuelSession {
public:
    DuelSession();
    /// Stops a duel in progress and waits for its thread.
    ~DuelSession();
    DuelSession(const DuelSession&) = delete;
    DuelSession& operator=(const DuelSession&) = delete;

    /// Starts a duel and returns its id. One in progress is stopped first. What duelProblem() would say
    /// arrives as a failure.
    std::uint64_t start(const ExperimentConfig& config, DuelBudget budget, Index seeds);
    /// True from start() until the last update has been taken.
    bool active() const;
    /// Asks the duel to end; the record of whole pairs follows.
    void stop();
    /// What is new; cheap; never waits for the training thread.
    DuelUpdate take();

private:
    struct Thread;
    std::unique_ptr<Thread> thread_;
};

} // namespace gradewise
