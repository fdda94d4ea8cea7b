// A run on its own thread: start it, steer it, and take what is new as often as the window can draw.
#pragma once

#include "core/experiment/curves.h"
#include "core/experiment/run_record.h"
#include "core/session/training_control.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// The grade that is being trained, as it stood at one moment. Immutable once posted.
struct GradeSnapshot {
    std::size_t grade = 0; ///< from 0
    Index epoch = 0;
    Matrix contribution; ///< u_l on the evaluation grid, t × n (before the guard)
    Metrics grid;        ///< errors of s_{l-1} + u_l on the grid
};

/// A frozen grade.
struct GradeFinished {
    std::size_t grade = 0;
    GradeRecord record;
    Matrix contribution; ///< u_l on the evaluation grid, after the guard
    Block block;
};

/// What happened since the last take(). Every history point and every finished grade arrives exactly once
/// and in order; of the live snapshots only the newest does.
struct RunUpdate {
    std::uint64_t run = 0;              ///< id of the run
    std::optional<GradeMetrics> before; ///< once, at the beginning
    std::vector<HistoryPoint> history;
    std::vector<GradeFinished> finishedGrades;
    std::optional<std::size_t> begunGrade;     ///< the grade now in training, when it changed
    std::shared_ptr<const GradeSnapshot> live; ///< null when there is nothing newer
    std::shared_ptr<const RunRecord> record;   ///< set once, with the last update of the run
    std::string failure;                       ///< a sentence when the run ended by an exception

    bool ended() const { return record != nullptr || !failure.empty(); }
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
    /// first.
    std::uint64_t start(const ExperimentConfig& config, Matrix gridPoints, bool startPaused = false);
    /// True from start() until the last update of the run has been taken.
    bool active() const;
    TrainingControl& control();
    /// What is new; cheap; never waits for the training thread.
    RunUpdate take();

private:
    struct Running;
    std::unique_ptr<Running> running_;
    std::uint64_t lastId_ = 0;
};

} // namespace gradewise
