// A learning-rate sweep on its own thread; what is new is taken as often as the window can draw.
#pragma once

#include "core/study/sweep/sweep.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
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

/// What happened since the last take(): every grade and every finished run arrives exactly once.
struct SweepUpdate {
    std::uint64_t sweep = 0;                   ///< id
    std::vector<SweptRunNews> runs;            ///< in order; the last may go on in later updates
    std::shared_ptr<const SweepRecord> record; ///< set once, with the last update
    std::string failure;                       ///< a sentence when the sweep ended by an exception

    bool ended() const { return record != nullptr || !failure.empty(); }
};

/// Owns the thread of one sweep. All members are called on the owner's thread.
class SweepSession {
public:
    SweepSession();
    /// Stops a sweep in progress and waits for its thread.
    ~SweepSession();
    SweepSession(const SweepSession&) = delete;
    SweepSession& operator=(const SweepSession&) = delete;

    /// Starts a sweep and returns its id. One in progress is stopped first. What sweepProblem() would say
    /// arrives as a failure.
    std::uint64_t start(const ExperimentConfig& config, const SweepPlan& plan);
    /// True from start() until the last update has been taken.
    bool active() const;
    /// Asks the sweep to end; the record of whole rates follows.
    void stop();
    /// What is new; cheap; never waits for the training thread.
    SweepUpdate take();

private:
    struct Thread;
    std::unique_ptr<Thread> thread_;
};

} // namespace gradewise
