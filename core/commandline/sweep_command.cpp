#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/study/sweep/sweep_files.h"
#include "core/study/sweep/sweep_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

/// More grades than that are not shown one by one.
constexpr std::size_t mostColumns = 6;

/// The median error after that grade, and marks of what went wrong in any seed.
std::string cellText(const SweptRate& rate, std::size_t grade) {
    const SweepCell cell = cellOf(rate.runs, grade);
    const bool known = cell.error && std::isfinite(cell.error->median);
    const std::string number = known ? fmt::format("{:.2e}", cell.error->median) : "-";
    return fmt::format("{} {:<2}", number, letters(cell));
}

std::string endings(const SweptRate& rate) {
    const auto diverged = std::ranges::count(rate.runs, RunStatus::Diverged, &SweptRun::status);
    return diverged == 0 ? "" : fmt::format("{} of {} diverged", diverged, rate.runs.size());
}

std::string sweepTable(const SweepRecord& record) {
    const std::size_t grades = expandedGrades(record.config).size();
    const std::size_t first = grades > mostColumns ? grades - mostColumns : 0;
    std::vector<TextColumn> columns{{"learning rate", Align::Right}};
    for (std::size_t l = first; l < grades; ++l)
        columns.push_back({fmt::format("grade {}   ", l + 1), Align::Right});
    columns.push_back({""});
    std::vector<std::vector<std::string>> rows;
    for (const SweptRate& rate : record.rates) {
        std::vector<std::string> row{fmt::format("{:.4g}", rate.rate)};
        for (std::size_t l = first; l < grades; ++l)
            row.push_back(cellText(rate, l));
        row.push_back(endings(rate));
        rows.push_back(std::move(row));
    }
    return textTable(columns, rows);
}

/// Says on the error stream which run is done.
class RunReporter final : public SweepWatcher {
public:
    RunReporter(std::vector<double> rates, std::ostream& error) : rates_(std::move(rates)), error_(error) {}
    void runDone(std::size_t rate, const SweptRun& run) override {
        error_ << fmt::format("learning rate {:.4g}, seed {}: {}{}\n", rates_[rate], run.seed,
                              durationText(run.seconds),
                              run.status == RunStatus::Diverged ? ", diverged" : "")
               << std::flush;
    }

private:
    std::vector<double> rates_;
    std::ostream& error_;
};

std::string legend() {
    std::string text = "In some seed: ";
    for (const SweepMark mark : allSweepMarks())
        text += fmt::format("{} {}, ", letter(mark), describe(mark));
    text.resize(text.size() - 2);
    return text +
           " (rate times largest eigenvalue of the Hessian 2 or more at the last step; gradient descent "
           "only).\n";
}

ExitCode sweepAll(const SweepOptions& options, RunControl& control, const Console& console) {
    const Experiment experiment = experimentOf(loadDocument(options.file, console.in), options.seed);
    const ExperimentConfig& config = experiment.config();
    warnOfMissingValues(config.target, console);
    const SweepPlan plan{options.low, options.high, options.rates, options.seeds};
    if (const std::string problem = sweepProblem(config, plan); !problem.empty())
        throw InvalidFile(problem);
    const OutFolder out(options.folder, {"sweep.json", "sweep.csv"}, options.old);
    RunReporter reporter(sweepRates(plan), console.error);
    const SweepRecord record = sweep(config, plan, control, reporter);
    if (record.rates.empty()) {
        console.error << "Stopped before the first learning rate was done; there is nothing to show.\n";
        return ExitCode::Interrupted;
    }
    console.out << fmt::format(
                       "Relative L2 error on the training samples after each grade, median of {} seed{}.\n",
                       options.seeds, options.seeds == 1 ? "" : "s")
                << sweepTable(record) << legend() << sweepOutcome(record.rates) << '\n'
                << std::flush;
    return writeOut(out,
                    {{"sweep.json", [&record] { return sweepJson(record); }},
                     {"sweep.csv", [&record] { return sweepCsv(record); }}},
                    record.stopped ? ExitCode::Interrupted : ExitCode::Ok, console);
}

} // namespace

ExitCode sweepCommand(const SweepOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return sweepAll(options, control, console); });
}

} // namespace gradewise
