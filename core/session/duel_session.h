// A duel on its own thread: both sides one after the other, so that each has a core to itself and the window
// the other; what is new is taken as often as the window can draw.
#pragma once

#include "core/session/background_session.h"
#include "core/session/session_update.h"
#include "core/study/duel/duel.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace gradewise {

/// What is new of one run of a duel.
struct DuelRunNews {
    std::size_t seed = 0; ///< from 0
    DuelSide side = DuelSide::Gradewise;
    std::vector<DuelPoint> points;   ///< of its curve, in order, before any is thinned away
    std::optional<DuelRun> finished; ///< once, with its thinned curve
};

/// What happened since the last takeNews(): every point and every finished run arrives exactly once.
struct DuelUpdate : SessionUpdate<DuelRecord> {
    std::vector<DuelRunNews> runs; ///< in order; the last may go on in later updates
};

/// Hears the duel on its thread and hands it over to the window's.
class DuelMailbox final : public DuelWatcher, public Mailbox<DuelUpdate> {
public:
    void runBegun(std::size_t seed, DuelSide side) override;
    void pointAdded(const DuelPoint& point) override;
    void runDone(std::size_t seed, DuelSide side, const DuelRun& run) override;
    void ended(DuelRecord record);

private:
    DuelRunNews& present(DuelUpdate& update) const;

    std::size_t seed_ = 0; ///< of the run in progress; used on the duel's thread only
    DuelSide side_ = DuelSide::Gradewise;
};

class DuelSession : public BackgroundSession<DuelMailbox> {
public:
    /// Starts a duel and returns its id. One in progress is stopped first. What duelProblem() would say
    /// arrives as a failure. When it is stopped, the record of whole pairs follows.
    std::uint64_t start(const ExperimentConfig& config, DuelBudget budget, Index seeds);
};

} // namespace gradewise
