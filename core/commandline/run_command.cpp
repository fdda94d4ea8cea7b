#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/experiment/csv.h"
#include "core/experiment/curves.h"
#include "core/experiment/grade_checks.h"
#include "core/training/trainer.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cmath>
#include <filesystem>
#include <ostream>

namespace gradewise {

namespace {

namespace fs = std::filesystem;

/// Throws InvalidFile when the grid asked for is too fine.
Index gridPerAxis(const RunOptions& options, const Target& target) {
    const auto axes = target.domain().size();
    const Index perAxis = options.grid.value_or(defaultGridPerAxis(axes));
    double points = 1.0;
    for (std::size_t i = 0; i < axes; ++i)
        points *= static_cast<double>(perAxis);
    if (perAxis < 2 || points > static_cast<double>(limits::maximumSamples))
        throw InvalidFile(fmt::format("--grid {}: at least 2 points an axis and at most {} points in all are "
                                      "possible; this target has {} variable(s).",
                                      perAxis, limits::maximumSamples, axes));
    return perAxis;
}

/// A relative error of the function 0 is not a number.
std::string scientific(double value, bool known = true) {
    return !known ? "-" : std::isnan(value) ? "undefined" : fmt::format("{:.3e}", value);
}

/// How the grade ended, and what must not pass for converged.
std::string endOf(const GradeRecord& grade) {
    std::string text(describe(grade.reason));
    if (grade.config.smoothing)
        text += fmt::format("; smoothed, sigma {:.4g}", fmt::join(grade.config.smoothing->sigma, ", "));
    const auto progress = progressOf(grade);
    if (progress && *progress != GradeProgress::Improved)
        text += fmt::format("; {}", name(*progress));
    return text;
}

std::string gradeTable(const RunRecord& record) {
    const SamplesConfig& samples = record.config.samples;
    const bool validated = samples.validation.count > 0;
    const bool tested = samples.test.count > 0;
    const auto row = [&](std::vector<std::string> begin, const GradeMetrics& m, std::string end) {
        begin.insert(begin.end(), {scientific(m.train.relativeL2), scientific(m.train.rse),
                                   scientific(m.validation.rse, validated), scientific(m.test.rse, tested),
                                   scientific(m.grid.sup), std::move(end)});
        return begin;
    };
    std::vector<std::vector<std::string>> rows{
        row({"0", "", "", "", ""}, record.before, "the target itself")};
    for (std::size_t i = 0; i < record.grades.size(); ++i) {
        const GradeRecord& grade = record.grades[i];
        rows.push_back(row({fmt::format("{}", i + 1), fmt::format("{}", fmt::join(grade.config.hidden, " ")),
                            std::string(name(grade.config.activation)), fmt::format("{}", grade.epochs),
                            fmt::format("{:.2f}", grade.seconds)},
                           grade.metrics, endOf(grade)));
    }
    return textTable({{"grade", Align::Right},
                      {"hidden"},
                      {"activation"},
                      {"epochs", Align::Right},
                      {"seconds", Align::Right},
                      {"train rel. L2", Align::Right},
                      {"train RSE", Align::Right},
                      {"validation RSE", Align::Right},
                      {"test RSE", Align::Right},
                      {"grid sup", Align::Right},
                      {"ended"}},
                     rows);
}

std::string polishLine(const RunRecord& record) {
    if (!record.polish)
        return {};
    const GradeMetrics& apart = record.grades.empty() ? record.before : record.grades.back().metrics;
    const GradeMetrics& joint = record.polish->metrics;
    return fmt::format(
        "Joint read-out: relative L2 {} -> {} on the training samples, {} -> {} on the grid.\n",
        scientific(apart.train.relativeL2), scientific(joint.train.relativeL2),
        scientific(apart.grid.relativeL2), scientific(joint.grid.relativeL2));
}

std::string largestErrorLine(const RunRecord& record) {
    const auto line = [&record](const LargestError& error) {
        const bool proved = error.bound.has_value();
        return describe(error, record.grades.size()) + '\n' +
               (proved || error.reason.empty() ? "" : error.reason + '\n');
    };
    std::string text;
    if (record.largestError)
        text += line(*record.largestError);
    if (record.polish && record.polish->largestError)
        text += "Joint read-out: " + line(*record.polish->largestError);
    return text;
}

void writeResults(const RunRecord& record, const Target& target, Index perAxis, const fs::path& folder) {
    writeFile(folder / "run.json", writeRun(record));
    writeFile(folder / "history.csv", historyCsv(record));
    writeFile(folder / "grades.csv", gradesCsv(record));
    if (!record.curvature.empty())
        writeFile(folder / "curvature.csv", curvatureCsv(record));
    writeFile(
        folder / "curves.csv",
        curvesCsv(evaluateOnGrid(target, record.model,
                                 evaluationGrid(target.domain(), record.config.samples.train, perAxis))));
}

ExitCode codeOf(RunStatus status) {
    switch (status) {
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

void report(const RunOptions& options, const RunRecord& record, ExitCode code, const Console& console) {
    if (options.progress == ProgressMode::Json)
        return writeEnd(console, record, code, options.folder);
    if (!record.config.title.empty())
        console.out << record.config.title << '\n';
    console.out << gradeTable(record) << polishLine(record) << largestErrorLine(record)
                << fmt::format("{} {} of training, seed {}.\n", record.reason, durationText(record.seconds),
                               record.config.seed)
                << std::flush;
    if (options.folder.empty())
        console.error << "Nothing was written; --out DIR keeps run.json, history.csv, grades.csv and "
                         "curves.csv.\n";
    else
        console.error << fmt::format("Written to {}: run.json, history.csv, grades.csv, curves.csv{}.\n",
                                     options.folder, record.curvature.empty() ? "" : ", curvature.csv");
}

ExitCode run(const RunOptions& options, RunControl& control, const Console& console) {
    ExperimentConfig config = experimentOf(loadDocument(options.file, console.in));
    config.seed = options.seed.value_or(config.seed);
    const Target target = std::get<Target>(makeTarget(config.target));
    const Index perAxis = gridPerAxis(options, target);
    if (!options.folder.empty())
        prepareFolder(options.folder);

    const auto progress = makeProgress(options.progress, console, config);
    const RunRecord record = train(config, control, *progress, options.threads);
    if (!options.folder.empty())
        writeResults(record, target, perAxis, options.folder);
    const ExitCode code = codeOf(record.status);
    report(options, record, code, console);
    return code;
}

} // namespace

ExitCode runCommand(const RunOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return run(options, control, console); });
}

} // namespace gradewise
