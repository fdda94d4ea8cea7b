// A run that is kept in its folder while it goes on, and whose results are written whatever happens to it:
// what gradewise-cli run and gradewise --headless have in common.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/commandline/console.h"
#include "core/commandline/out_folder.h"
#include "core/training/observer.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// Files of a run's results, see runFiles().
std::vector<std::string> runFileNames();
/// run.json, history.csv, grades.csv, curves.csv with so many points an axis, and where there is one
/// curvature.csv. The record outlives the files.
std::vector<OutFile> runFiles(const RunRecord& record, Index perAxis);

/// What was begun in a folder. Says on the error stream what of it is damaged. Throws InvalidFile where
/// another build began it, unless that does not matter.
Checkpoint begunIn(const OutFolder& out, bool anyBuild, std::ostream& error);

struct KeptRun {
    Experiment experiment;
    std::optional<Checkpoint> begun = {}; ///< to go on with
    std::string note = {};                ///< see Checkpoint
    double secondsBetween = 30.0;         ///< two states of a grade of descent
    int workers = 1;
};
/// Trains; with a folder everything is kept there meanwhile. What cannot be kept is said on the error stream
/// and does not end the run.
RunRecord trainKept(const KeptRun& run, const OutFolder& out, RunControl& control, RunObserver& observer,
                    std::ostream& error);

/// After the results were written: what was kept goes, unless the run can be gone on with, which is said, or
/// they lie elsewhere.
void forgetKept(const OutFolder& out, const RunRecord& record, bool inPlace, std::ostream& error);

/// How a program ends whose run ended so, and whose results were written so.
ExitCode codeOf(const RunRecord& record, const OutFolder::Outcome& written);

} // namespace gradewise
