// Runs that are broken off as a kill would do it, and gone on with.
#pragma once

#include "core/checkpoint/checkpoint_writer.h"
#include "core/record/csv.h"
#include "core/record/curves.h"
#include "tests/core/trained.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace gradewise {

/// What a kill is in these tests.
struct Killed {};

/// Breaks a run off, after all others were told.
class Killer final : public RunObserver {
public:
    explicit Killer(RunObserver& next) : next_(next) {}

    std::function<bool(const RunRecord&)> atGrade = [](const RunRecord&) { return false; };
    std::function<bool(const HistoryPoint&)> atEpoch = [](const HistoryPoint&) { return false; };
    std::function<bool(const GradeInProgress&)> atState = [](const GradeInProgress&) { return false; };

    void epochDone(const HistoryPoint& point, const Block& block) override {
        next_.epochDone(point, block);
        if (block.parameters().size() > 0 && atEpoch(point)) // not what is only told again
            throw Killed();
    }
    bool wantsBlock() const override { return true; }
    void curvatureSeen(const CurvaturePoint& point) override { next_.curvatureSeen(point); }
    void frozen(const RunRecord& run) override {
        next_.frozen(run);
        if (atGrade(run))
            throw Killed();
    }
    bool wantsState() const override { return next_.wantsState(); }
    void stateReached(const RunRecord& run, const GradeInProgress& grade) override {
        next_.stateReached(run, grade);
        if (atState(grade))
            throw Killed();
    }

private:
    RunObserver& next_;
};

/// One piece of a run: a new one, or what is in the folder is gone on with. Nothing when it was killed.
inline std::optional<RunRecord> piece(const ExperimentConfig& config, const std::filesystem::path& folder,
                                      const std::function<void(Killer&)>& arm, int workers = 1) {
    RunObserver listener;
    RunControl control;
    std::optional<Checkpoint> begun;
    if (holdsCheckpoint(folder))
        begun = readCheckpoint(folder);
    const auto complain = [](const std::string& sentence) { throw std::logic_error(sentence); };
    const Keeping keeping{folder, 0.0, "a note"};
    std::optional<CheckpointWriter> writer;
    if (begun)
        writer.emplace(keeping, *begun, listener, complain);
    else
        writer.emplace(keeping, config, listener, complain);
    Killer killer(*writer);
    arm(killer);
    try {
        return trainKeeping(begun ? begun->experiment : prepareOrThrow(config), control, killer, workers,
                            begun ? begun->begun : BegunRun());
    } catch (const Killed&) {
        return std::nullopt;
    }
}

inline void dropSeconds(RunRecord& run) {
    run.seconds = 0.0;
    for (GradeRecord& grade : run.grades)
        grade.seconds = 0.0;
    for (HistoryPoint& point : run.history)
        point.seconds = 0.0;
}

/// All files of a run, but for what a clock says.
inline std::string filesOf(RunRecord run) {
    dropSeconds(run);
    const Target target = std::get<Target>(makeTarget(run.config.target));
    return writeRun(run) + historyCsv(run) + gradesCsv(run) + curvatureCsv(run) +
           curvesCsv(evaluateOnGrid(target, run.model, grid(target.domain(), 21)));
}

} // namespace gradewise
