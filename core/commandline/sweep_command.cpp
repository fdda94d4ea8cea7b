#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/experiment/json_layout.h"
#include "core/numbers/spread.h"
#include "core/training/sweep.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

/// More grades than that are not shown one by one.
constexpr std::size_t mostColumns = 6;

Json sweepJson(const SweepRecord& record) {
    Json rates = Json::array();
    for (const SweptRate& rate : record.rates) {
        Json runs = Json::array();
        for (const SweptRun& run : rate.runs) {
            Json grades = Json::array();
            for (const SweptGrade& grade : run.grades) {
                Json json{{"trainRelativeL2", grade.train}};
                if (record.config.samples.validation.count > 0)
                    json["validationRelativeL2"] = grade.validation;
                json["progress"] = name(grade.progress);
                if (grade.stepCurvature)
                    json["rateTimesLargestEigenvalue"] = *grade.stepCurvature;
                grades.push_back(std::move(json));
            }
            runs.push_back({{"seed", run.seed},
                            {"status", name(run.status)},
                            {"seconds", run.seconds},
                            {"grades", std::move(grades)}});
        }
        rates.push_back({{"learningRate", rate.rate}, {"runs", std::move(runs)}});
    }
    return {{"title", record.config.title}, {"rates", std::move(rates)}};
}

std::string sweepCsv(const SweepRecord& record) {
    std::string text = "learning_rate,seed,status,grade,train_relative_l2,validation_relative_l2,progress,"
                       "rate_times_largest_eigenvalue\n";
    const bool validated = record.config.samples.validation.count > 0;
    for (const SweptRate& rate : record.rates)
        for (const SweptRun& run : rate.runs)
            for (std::size_t l = 0; l < run.grades.size(); ++l) {
                const SweptGrade& grade = run.grades[l];
                text += fmt::format("{},{},{},{},{},{},{},{}\n", rate.rate, run.seed, name(run.status), l + 1,
                                    grade.train, validated ? fmt::format("{}", grade.validation) : "",
                                    name(grade.progress),
                                    grade.stepCurvature ? fmt::format("{}", *grade.stepCurvature) : "");
            }
    return text;
}

/// The median error after that grade, and marks of what went wrong in any seed.
std::string cell(const SweptRate& rate, std::size_t grade) {
    std::vector<double> errors;
    std::string marks;
    const auto mark = [&marks](bool holds, char letter) {
        if (holds && marks.find(letter) == std::string::npos)
            marks += letter;
    };
    for (const SweptRun& run : rate.runs) {
        if (grade >= run.grades.size())
            continue;
        const SweptGrade& swept = run.grades[grade];
        errors.push_back(swept.train);
        mark(swept.progress == GradeProgress::Dead, 'd');
        mark(swept.progress == GradeProgress::Stagnated, 's');
        mark(swept.progress == GradeProgress::Worse, 'w');
        mark(swept.stepCurvature && *swept.stepCurvature >= 2.0, '!');
    }
    return errors.empty() ? "-" : fmt::format("{:.2e} {:<2}", spreadOf(errors).median, marks);
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
            row.push_back(cell(rate, l));
        row.push_back(endings(rate));
        rows.push_back(std::move(row));
    }
    return textTable(columns, rows);
}

void requireRates(const SweepOptions& options) {
    const auto usable = [](double rate) { return std::isfinite(rate) && rate > 0.0; };
    if (!usable(options.low) || !usable(options.high) || options.low > options.high)
        throw InvalidFile(
            fmt::format("The learning rates must be finite and above 0, the first not above the last; "
                        "they are {} and {}.",
                        options.low, options.high));
}

ExitCode sweepAll(const SweepOptions& options, RunControl& control, const Console& console) {
    requireRates(options);
    ExperimentConfig config = experimentOf(loadDocument(options.file, console.in));
    config.seed = options.seed.value_or(config.seed);
    try {
        static_cast<void>(withRate(config, options.low));
    } catch (const std::invalid_argument& problem) {
        throw InvalidFile(problem.what());
    }
    if (!options.folder.empty())
        prepareFolder(options.folder);
    const SweepRecord record =
        sweep(config, sweepRates(options.low, options.high, options.rates), options.seeds, control,
              [&console](double rate, const SweptRun& run) {
                  console.error << fmt::format("learning rate {:.4g}, seed {}: {}{}\n", rate, run.seed,
                                               durationText(run.seconds),
                                               run.status == RunStatus::Diverged ? ", diverged" : "")
                                << std::flush;
              });
    if (record.rates.empty()) {
        console.error << "Stopped before the first learning rate was done; there is nothing to show.\n";
        return ExitCode::Interrupted;
    }
    console.out
        << fmt::format("Relative L2 error on the training samples after each grade, median of {} seed{}.\n",
                       options.seeds, options.seeds == 1 ? "" : "s")
        << sweepTable(record)
        << "In some seed: d dead, s stagnated, w worse, ! the last step beyond the bound of stability (rate "
           "times largest eigenvalue of the Hessian 2 or more; gradient descent only).\n"
        << std::flush;
    if (!options.folder.empty()) {
        const std::filesystem::path folder = options.folder;
        writeFile(folder / "sweep.json", layoutJson(sweepJson(record)));
        writeFile(folder / "sweep.csv", sweepCsv(record));
        console.error << fmt::format("Written to {}: sweep.json, sweep.csv.\n", options.folder);
    }
    return record.stopped ? ExitCode::Interrupted : ExitCode::Ok;
}

} // namespace

ExitCode sweepCommand(const SweepOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return sweepAll(options, control, console); });
}

} // namespace gradewise
