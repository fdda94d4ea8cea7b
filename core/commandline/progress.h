// What a run tells while it goes on: a line for people or a stream of JSON objects for programs.
#pragma once

#include "core/commandline/console.h"
#include "core/cost/remaining_time.h"
#include "core/experiment/experiment.h"
#include "core/numbers/name_table.h"
#include "core/training/observer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class ProgressMode { Text, Json, None };
template <>
Names<ProgressMode> namesOf<ProgressMode>();

/// Lets something happen about ten times a second, however often it is asked.
class Throttle {
public:
    bool ready();

private:
    std::chrono::steady_clock::time_point next_;
};

/// How long an epoch of the grade in training takes: the mean over its later half or more, since the first
/// epochs are no measure (VarPro's second one compares all its starts).
class Pace {
public:
    void gradeBegun();
    /// Told of every epoch, with the training time since the run began.
    void epochDone(Index epoch, double seconds);
    double secondsPerEpoch() const;

private:
    struct Mark {
        Index epoch = 0;
        double seconds = 0.0;
    };
    Mark older_; ///< the power of two before the last one: between a quarter and a half of the epochs back
    Mark newer_; ///< the last power of two
    Mark last_;
};

/// Writes progress lines to the error stream: on a terminal one line that is written over, and everywhere one
/// line a finished grade.
class TextProgress final : public RunObserver {
public:
    TextProgress(const Console& console, RemainingTime remaining);
    void gradeBegun(std::size_t grade, const MultigradeModel& frozen) override;
    void epochDone(const HistoryPoint& point, const Block& block) override;
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override;

private:
    void clearLine();

    const Console& console_;
    RemainingTime remaining_;
    Throttle throttle_;
    Pace pace_;
    bool sampled_ = false; ///< a gap of the grade in training is about sampled neurons
    bool lineShown_ = false;
};

/// Writes one JSON object a line to the output stream: "begin", "epoch" (about ten a second), "grade".
class JsonProgress final : public RunObserver {
public:
    JsonProgress(const Console& console, const ExperimentConfig& config, RemainingTime remaining);
    void runBegun(const GradeMetrics& before) override;
    void gradeBegun(std::size_t grade, const MultigradeModel& frozen) override;
    void epochDone(const HistoryPoint& point, const Block& block) override;
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override;

private:
    const Console& console_;
    const ExperimentConfig& config_;
    RemainingTime remaining_;
    Throttle throttle_;
    Pace pace_;
    bool sampled_ = false; ///< a gap of the grade in training is about sampled neurons
};

/// The last line of a JSON stream.
void writeEnd(const Console& console, const RunRecord& record, ExitCode code, const std::string& folder);

/// The observer for a mode. `console` and `config` must outlive it.
std::unique_ptr<RunObserver> makeProgress(ProgressMode mode, const Console& console,
                                          const Experiment& experiment);

/// "0.8 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string durationText(double seconds);

} // namespace gradewise
