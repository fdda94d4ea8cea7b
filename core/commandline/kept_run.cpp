#include "core/commandline/kept_run.h"

#include "core/checkpoint/checkpoint_writer.h"
#include "core/commandline/load.h"
#include "core/numbers/printable.h"
#include "core/record/csv.h"
#include "core/record/curves.h"
#include "core/training/trainer.h"

#include <fmt/core.h>

#include <ostream>

namespace gradewise {

std::vector<std::string> runFileNames() {
    return {"run.json", "history.csv", "grades.csv", "curves.csv", "curvature.csv"};
}

std::vector<OutFile> runFiles(const RunRecord& record, Index perAxis) {
    std::vector<OutFile> files{
        {"run.json", [&record] { return writeRun(record); }},
        {"history.csv", [&record] { return historyCsv(record); }},
        {"grades.csv", [&record] { return gradesCsv(record); }},
        {"curves.csv", [&record, perAxis] {
             const Target& target = *record.target;
             return curvesCsv(
                 evaluateOnGrid(target, record.model,
                                evaluationGrid(target.domain(), record.config.samples.train, perAxis)));
         }}};
    if (!record.curvature.empty())
        files.push_back({"curvature.csv", [&record] { return curvatureCsv(record); }});
    return files;
}

Checkpoint begunIn(const OutFolder& out, bool anyBuild, std::ostream& error) {
    Checkpoint begun = readCheckpoint(out.checkpoint());
    if (begun.program != programDescription() && !anyBuild)
        throw InvalidFile(fmt::format("The run in '{}' was begun by {}; this is {}, whose numbers differ in "
                                      "their last digits. Go on with "
                                      "that program, or with --force in spite of it.",
                                      printablePath(out.path()), printable(begun.program),
                                      programDescription()));
    for (const std::string& remark : begun.remarks)
        error << remark << '\n';
    const std::size_t grades = begun.begun.run.grades.size();
    std::string place = grades == 0 ? "from the beginning" : fmt::format("after grade {}", grades);
    if (begun.begun.grade)
        place = fmt::format("in grade {} after epoch {}", grades + 1, begun.begun.grade->descent.epochs);
    error << fmt::format("Going on {}.\n", place) << std::flush;
    return begun;
}

RunRecord trainKept(const KeptRun& run, const OutFolder& out, RunControl& control, RunObserver& observer,
                    std::ostream& error) {
    const BegunRun begun = run.begun ? run.begun->begun : BegunRun();
    if (!out.given())
        return trainKeeping(run.experiment, control, observer, run.workers, begun);
    const auto complain = [&error](const std::string& sentence) {
        error << sentence << " The run goes on, and this is tried again.\n" << std::flush;
    };
    const Keeping keeping{out.checkpoint(), run.secondsBetween, run.note};
    std::optional<CheckpointWriter> writer;
    if (run.begun)
        writer.emplace(keeping, *run.begun, observer, complain);
    else
        writer.emplace(keeping, run.experiment.config(), observer, complain);
    return trainKeeping(run.experiment, control, *writer, run.workers, begun);
}

void forgetKept(const OutFolder& out, const RunRecord& record, bool inPlace, std::ostream& error) {
    if (!out.given() || !holdsCheckpoint(out.checkpoint()))
        return;
    const bool ended = record.status == RunStatus::Finished || record.status == RunStatus::Diverged;
    if (ended && inPlace)
        removeCheckpoint(out.checkpoint());
    else
        error << fmt::format("'gradewise-cli run --resume {}' {}.\n", printablePath(out.path()),
                             ended ? "writes them there once that is possible" : "goes on with the run")
              << std::flush;
}

ExitCode codeOf(const RunRecord& record, const OutFolder::Outcome& written) {
    if (!written.trouble.empty())
        return ExitCode::Failure;
    switch (record.status) {
    case RunStatus::Finished:
        return ExitCode::Ok;
    case RunStatus::Stopped:
        return ExitCode::Interrupted;
    case RunStatus::Diverged:
        return ExitCode::Diverged;
    case RunStatus::Failed:
        break;
    }
    return ExitCode::Failure;
}

} // namespace gradewise
