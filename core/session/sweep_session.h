// A learning-rate sweep on its own thread; what is new is taken as often as the window can draw.
#pragma once

#include "core/session/background_session.h"
#include "core/session/session_update.h"
#include "core/study/sweep/sweep.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace gradewise {

/// What is new of one run of a sweep.
struct SweptRunNews {
    std::size_t rate = 0; ///< from 0
    std::uint64_t seed = 0;
    std::vector<SweptGrade> grades;   ///< frozen since the last news
    std::optional<HistoryPoint> last; ///< the newest epoch
    std::optional<SweptRun> finished; ///< once, whole
};

/// What happened since the last takeNews(): every grade and every finished run arrives exactly once.
struct SweepUpdate : SessionUpdate<SweepRecord> {
    std::vector<SweptRunNews> runs; ///< in order; the last may go on in later updates
};

/// Hears the sweep on its thread and hands it over to the window's.
class SweepMailbox final : public SweepWatcher, public Mailbox<SweepUpdate> {
public:
    void runBegun(std::size_t rate, std::uint64_t seed) override;
    void epochDone(const HistoryPoint& point) override;
    void gradeDone(const SweptGrade& grade) override;
    void runDone(std::size_t rate, const SweptRun& run) override;
    void ended(SweepRecord record);

private:
    SweptRunNews& present(SweepUpdate& update) const;

    std::size_t rate_ = 0; ///< of the run in progress; used on the sweep's thread only
    std::uint64_t seed_ = 0;
};

class SweepSession : public BackgroundSession<SweepMailbox> {
public:
    /// Starts a sweep and returns its id. One in progress is stopped first. What sweepProblem() would say
    /// arrives as a failure. When it is stopped, the record of whole rates follows.
    std::uint64_t start(const ExperimentConfig& config, const SweepPlan& plan);
};

} // namespace gradewise
