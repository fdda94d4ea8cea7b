#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/kept_run.h"
#include "core/commandline/text_table.h"
#include "core/experiment/remarks.h"
#include "core/numbers/printable.h"
#include "core/record/grade_checks.h"
#include "core/record/thin_history.h"
#include "core/target/sampling.h"
#include "core/target/values.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>
#include <ostream>

namespace gradewise {

namespace {

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
    std::string text = endWords(grade);
    if (grade.config.smoothing)
        text += fmt::format("; smoothed, sigma {:.4g}", fmt::join(grade.config.smoothing->sigma, ", "));
    const auto progress = progressOf(grade);
    const bool said = progress && text.starts_with(name(*progress)); // "left out, since …"
    if (progress && *progress != GradeProgress::Improved && !said)
        text += fmt::format("; {}", name(*progress));
    return text;
}

std::string gradeTable(const RunRecord& record) {
    const SamplesConfig& samples = record.config.samples;
    const bool validated = samples.validation.count > 0;
    const bool tested = samples.test.count > 0;
    const bool absolute = hasNoRelativeErrors(record);
    const auto row = [&](std::vector<std::string> begin, const GradeMetrics& m, std::string end) {
        const auto size = absolute ? &Metrics::l2 : &Metrics::relativeL2;
        const auto square = absolute ? &Metrics::mse : &Metrics::rse;
        begin.insert(begin.end(),
                     {scientific(m.train.*size), scientific(m.train.*square),
                      scientific(m.validation.*square, validated), scientific(m.test.*square, tested),
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
                      {absolute ? "train L2" : "train rel. L2", Align::Right},
                      {absolute ? "train MSE" : "train RSE", Align::Right},
                      {absolute ? "validation MSE" : "validation RSE", Align::Right},
                      {absolute ? "test MSE" : "test RSE", Align::Right},
                      {"grid sup", Align::Right},
                      {"ended"}},
                     rows);
}

std::string polishLine(const RunRecord& record) {
    if (!record.polish)
        return {};
    const GradeMetrics& apart = record.grades.empty() ? record.before : record.grades.back().metrics;
    const GradeMetrics& joint = record.polish->metrics;
    const bool absolute = hasNoRelativeErrors(record);
    const auto size = absolute ? &Metrics::l2 : &Metrics::relativeL2;
    return fmt::format("Joint read-out: {} L2 {} -> {} on the training samples, {} -> {} on the grid.\n",
                       absolute ? "absolute" : "relative", scientific(apart.train.*size),
                       scientific(joint.train.*size), scientific(apart.grid.*size),
                       scientific(joint.grid.*size));
}

/// Why the errors of the table are absolute, where they are.
std::string absoluteLine(const RunRecord& record) {
    if (!hasNoRelativeErrors(record))
        return {};
    const Nature nature = natureOf(*record.target);
    return nature == Nature::Zero
               ? describe(nature) + '\n'
               : "The target vanishes at all points of some set: the errors shown are absolute.\n";
}

/// Where f is not finite the curves have no number: said, since the run itself may be well.
std::string gapsLine(const Target& target, const Matrix& x) {
    const Matrix f = target(x);
    Index gaps = 0;
    for (Index i = 0; i < f.cols(); ++i)
        gaps += f.col(i).allFinite() ? 0 : 1;
    if (gaps == 0)
        return {};
    const auto bad = lookAtValues(target, x).bad;
    return fmt::format("The target is not finite at {} of the {} points of curves.csv, first at {}.\n", gaps,
                       f.cols(), bad ? bad->where : std::string("the first"));
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

void report(const RunRecord& record, const Console& console) {
    if (!record.config.title.empty())
        console.out << printable(record.config.title, limits::maximumTitle) << '\n';
    console.out << gradeTable(record) << absoluteLine(record) << polishLine(record)
                << largestErrorLine(record)
                << fmt::format("{} {} of training, seed {}.\n", record.reason, durationText(record.seconds),
                               record.config.seed)
                << std::flush;
}

/// What a run needs again when it is gone on with: the points an axis that were asked for.
std::string noteOf(const RunOptions& options) {
    return options.grid ? fmt::format("{}", *options.grid) : "";
}

std::optional<Index> gridOf(const std::string& note) {
    Index grid = 0;
    const auto [end, error] = std::from_chars(note.data(), note.data() + note.size(), grid);
    return error == std::errc() && end == note.data() + note.size() ? std::optional(grid) : std::nullopt;
}

/// The experiment of the file, or what was begun in the folder.
KeptRun chosenRun(RunOptions& options, const std::optional<OutFolder>& out, const Console& console) {
    if (!out)
        return {.experiment = experimentOf(loadDocument(options.file, console.in), options.seed),
                .note = noteOf(options),
                .secondsBetween = options.secondsBetween,
                .workers = options.threads};
    Checkpoint begun = begunIn(*out, options.old == OldResults::Replace, console.error);
    if (!options.grid)
        options.grid = gridOf(begun.note);
    const Experiment experiment = begun.experiment;
    return {experiment, std::move(begun), noteOf(options), options.secondsBetween, options.threads};
}

/// Where the results lie, and what is not in them.
void reportFiles(const RunRecord& record, const OutFolder::Outcome& written, const RunOptions& options,
                 Index perAxis, const Console& console) {
    const bool asJson = options.progress == ProgressMode::Json;
    if (options.folder.empty()) {
        if (!asJson)
            console.error << "Nothing was written; --out DIR keeps run.json, history.csv, grades.csv and "
                             "curves.csv.\n";
        return;
    }
    const Domain& domain = record.target->domain();
    console.error << gapsLine(*record.target, evaluationGrid(domain, record.config.samples.train, perAxis));
    if (!asJson || !written.trouble.empty())
        console.error << describe(written) << '\n' << std::flush;
    if (record.history.size() > maximumHistory)
        console.error << fmt::format("Of {} epochs run.json and history.csv hold {}, those with the smallest "
                                     "and largest errors among them.\n",
                                     record.history.size(), thinned(record.history).size());
}

ExitCode run(RunOptions options, RunControl& control, const Console& console) {
    std::optional<OutFolder> out;
    if (options.resume)
        out.emplace(OutFolder::ofUnfinished(options.folder));
    const KeptRun kept = chosenRun(options, out, console);
    const ExperimentConfig& config = kept.experiment.config();
    const Target& target = kept.experiment.target();
    const Index perAxis = gridPerAxis(options, target);
    if (!out)
        out.emplace(options.folder, runFileNames(), options.old);

    warnOfMissingValues(config.target, console);
    if (options.progress == ProgressMode::Text)
        for (const std::string& remark : remarksOn(kept.experiment))
            console.error << remark << '\n';
    const auto progress = makeProgress(options.progress, console, kept.experiment);
    const RunRecord record = trainKept(kept, *out, control, *progress, console.error);
    OutFolder::Outcome outcome;
    if (out->given())
        outcome = out->write(runFiles(record, perAxis));
    const ExitCode code = codeOf(record, outcome);
    if (options.progress == ProgressMode::Json)
        writeEnd(console, record, code, outcome.folder.string());
    else
        report(record, console);
    reportFiles(record, outcome, options, perAxis, console);
    forgetKept(*out, record, outcome.trouble.empty(), console.error);
    return code;
}

} // namespace

ExitCode runCommand(const RunOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return run(options, control, console); });
}

} // namespace gradewise
