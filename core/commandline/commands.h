// The commands of gradewise-cli: each takes what was typed and ends with an exit code. They throw nothing.
#pragma once

#include "core/commandline/console.h"
#include "core/commandline/out_folder.h"
#include "core/commandline/progress.h"
#include "core/manual/terminal_text.h"
#include "core/numbers/name_table.h"
#include "core/study/duel/duel.h"
#include "core/study/smoothing/smoothing_search.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace gradewise {

struct RunOptions {
    std::string file;                  ///< a path, "-" or a preset
    std::string folder;                ///< where run.json and the tables go; empty: nowhere
    bool resume = false;               ///< go on with the run that was broken off there; no file is read
    OldResults old = OldResults::Keep; ///< in the folder; when resuming: go on with a run of another build
    std::optional<std::uint64_t> seed; ///< instead of the file's
    std::optional<Index> grid;         ///< points an axis of curves.csv
    int threads = 1;                   ///< for a step of training, 1 or 2; changes no number
    double secondsBetween = 30.0;      ///< after which a long grade of adam or gd is kept in the folder
    ProgressMode progress = ProgressMode::Text;
};

/// Trains and writes run.json, history.csv, grades.csv and curves.csv. What was trained before `control`
/// stopped the run is written too. Meanwhile the run is kept in the folder, so that it can be gone on with.
ExitCode runCommand(const RunOptions& options, RunControl& control, const Console& console);

struct DuelOptions {
    std::string file;
    std::string folder;                ///< where duel.json and duel.csv go; empty: nowhere
    OldResults old = OldResults::Keep; ///< in the folder
    std::optional<std::uint64_t> seed; ///< the first one, instead of the file's
    Index seeds = 5;
    DuelBudget budget = DuelBudget::Work;
};

/// Trains grade by grade and end to end under an equal budget, over several seeds, and compares medians.
ExitCode duelCommand(const DuelOptions& options, RunControl& control, const Console& console);

/// Audits a run file: recomputes everything from its weights, and compares these with their hashes.
ExitCode auditCommand(const std::string& file, RunControl& control, const Console& console);
/// Finds the largest error of a run record again, with more patience than after a run.
ExitCode boundCommand(const std::string& file, const Console& console);

struct ReproduceOptions {
    std::string id;                    ///< of a published experiment, or of its preset
    std::string folder;                ///< where reproduce.json and reproduce.csv go; empty: nowhere
    OldResults old = OldResults::Keep; ///< in the folder
    std::optional<std::uint64_t> seed; ///< the first one, instead of the preset's
    Index seeds = 3;
    std::optional<double> scale; ///< share of the published epochs; unset: as the preset has them
};

/// Trains a published experiment over several seeds and prints published errors beside the median of ours.
ExitCode reproduceCommand(const ReproduceOptions& options, RunControl& control, const Console& console);

struct SweepOptions {
    std::string file;
    std::string folder;                ///< where sweep.json and sweep.csv go; empty: nowhere
    OldResults old = OldResults::Keep; ///< in the folder
    std::optional<std::uint64_t> seed; ///< the first one, instead of the file's
    Index seeds = 1;
    double low = 1e-3;
    double high = 0.5;
    Index rates = 10;
};

/// Trains an experiment with one learning rate after another and shows the error after each grade.
ExitCode sweepCommand(const SweepOptions& options, RunControl& control, const Console& console);

struct SmoothOptions {
    std::string file;
    std::string folder; ///< where experiment.json, smoothing.json and smoothing.csv go; empty: nowhere
    OldResults old = OldResults::Keep; ///< in the folder
    std::optional<std::uint64_t> seed; ///< instead of the file's
    SmoothingSearchOptions search;
};

/// Searches how much to smooth each grade, by the error on the validation samples, and ends with the
/// experiment with what was found. What was found before `control` stopped the search is kept.
ExitCode smoothCommand(const SmoothOptions& options, RunControl& control, const Console& console);

/// Says whether a file is valid, with every reason why not.
ExitCode validateCommand(const std::string& file, const Console& console);

enum class Listing { Targets, Presets, Solvers, Activations, Functions };
template <>
Names<Listing> namesOf<Listing>();
/// What can be chosen, as aligned columns or as a JSON list.
ExitCode listCommand(Listing listing, bool json, const Console& console);

/// A page of the manual or a section of it, as `topic` names it ("solvers", "solvers#varpro", "varpro");
/// without a topic, a list of the pages.
ExitCode helpCommand(const std::string& topic, const TerminalStyle& style, const Console& console);

/// The JSON file of a preset.
ExitCode showCommand(const std::string& preset, const Console& console);

} // namespace gradewise
