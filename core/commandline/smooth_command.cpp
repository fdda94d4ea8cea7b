#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/files/json_layout.h"
#include "core/study/smoothing/smoothing_search.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

std::string sigmaText(const SmoothingTrial& trial) {
    return trial.sigma ? fmt::format("{:.4g}", *trial.sigma) : "none";
}

/// "3", or "1 to 4".
std::string gradesText(const GradeRange& grades) {
    return grades.count == 1 ? fmt::format("{}", grades.first + 1)
                             : fmt::format("{} to {}", grades.first + 1, grades.first + grades.count);
}

std::string errorText(double error) {
    return std::isfinite(error) ? fmt::format("{:.4e}", error) : "diverged";
}

Json trialJson(const SmoothingTrial& trial, bool tested) {
    Json json{{"seconds", trial.seconds}};
    if (trial.sigma) {
        json["firstGrade"] = trial.grades.first + 1;
        json["grades"] = trial.grades.count;
        json["sigma"] = *trial.sigma;
    }
    if (std::isfinite(trial.validation))
        json["validationMse"] = trial.validation;
    if (tested && std::isfinite(trial.test))
        json["testMse"] = trial.test;
    return json;
}

Json searchJson(const SmoothingSearch& search) {
    const bool tested = search.config.samples.test.count > 0;
    Json trials = Json::array();
    for (const SmoothingTrial& trial : search.trials)
        trials.push_back(trialJson(trial, tested));
    return {{"title", search.config.title},
            {"seed", search.config.seed},
            {"unsmoothed", trialJson(search.plain, tested)},
            {"best", trialJson(search.best, tested)},
            {"trials", std::move(trials)}};
}

std::string searchCsv(const SmoothingSearch& search) {
    std::string text = "first_grade,grades,sigma,validation_mse,test_mse,seconds\n";
    const bool tested = search.config.samples.test.count > 0;
    const auto add = [&](const SmoothingTrial& trial) {
        const std::string tried =
            trial.sigma ? fmt::format("{},{},{}", trial.grades.first + 1, trial.grades.count, *trial.sigma)
                        : ",,";
        text += fmt::format("{},{},{},{}\n", tried, trial.validation,
                            tested ? fmt::format("{}", trial.test) : "", trial.seconds);
    };
    add(search.plain);
    for (const SmoothingTrial& trial : search.trials)
        add(trial);
    return text;
}

/// What each grade was given, and how the error came down on the way.
std::string searchTable(const SmoothingSearch& search) {
    std::vector<std::vector<std::string>> rows;
    double before = search.plain.validation;
    for (std::size_t begin = 0; begin < search.trials.size();) {
        const GradeRange grades = search.trials[begin].grades;
        double best = before;
        std::size_t end = begin;
        for (; end < search.trials.size() && search.trials[end].grades.first == grades.first; ++end)
            best = std::min(best, search.trials[end].validation);
        const auto& smoothing = search.config.grades[grades.first].smoothing;
        rows.push_back({gradesText(grades), fmt::format("{}", end - begin),
                        smoothing ? fmt::format("{:.4g}", fmt::join(smoothing->sigma, ", "))
                                  : "none: no sigma tried made it smaller",
                        errorText(best)});
        before = best;
        begin = end;
    }
    return textTable(
        {{"grade", Align::Right}, {"runs", Align::Right}, {"sigma"}, {"validation MSE", Align::Right}}, rows);
}

std::string comparison(const SmoothingSearch& search) {
    std::string text = fmt::format("Validation MSE {} without smoothing, {} with it: sigma was chosen by "
                                   "these samples, so that they flatter it.\n",
                                   errorText(search.plain.validation), errorText(search.best.validation));
    if (search.config.samples.test.count > 0)
        text += fmt::format("Test MSE {} without smoothing, {} with it: nothing was chosen by these.\n",
                            errorText(search.plain.test), errorText(search.best.test));
    return text;
}

ExitCode reportSearch(const OutFolder& out, const SmoothingSearch& search, const Console& console) {
    const ExitCode code = search.stopped ? ExitCode::Interrupted : ExitCode::Ok;
    console.out << searchTable(search) << comparison(search) << std::flush;
    if (!out.given()) {
        console.error << "Nothing was written; --out DIR keeps experiment.json with the sigma found, and all "
                         "trials.\n";
        return code;
    }
    return writeOut(out,
                    {{"experiment.json", [&search] { return writeExperiment(search.config); }},
                     {"smoothing.json", [&search] { return layoutJson(searchJson(search)); }},
                     {"smoothing.csv", [&search] { return searchCsv(search); }}},
                    code, console);
}

ExitCode smoothAll(const SmoothOptions& options, RunControl& control, const Console& console) {
    const Experiment experiment = experimentOf(loadDocument(options.file, console.in), options.seed);
    warnOfMissingValues(experiment.config().target, console);
    if (const std::string problem = smoothingSearchProblem(experiment, options.search); !problem.empty())
        throw InvalidFile(problem);
    const OutFolder out(options.folder, {"experiment.json", "smoothing.json", "smoothing.csv"}, options.old);
    const auto search =
        searchSmoothing(experiment, options.search, control, [&console](const SmoothingTrial& trial) {
            console.error << fmt::format(
                                 "{}sigma {}: validation MSE {}, {}\n",
                                 trial.sigma ? fmt::format("grade{} {}, ", trial.grades.count == 1 ? "" : "s",
                                                           gradesText(trial.grades))
                                             : "",
                                 sigmaText(trial), errorText(trial.validation), durationText(trial.seconds))
                          << std::flush;
        });
    if (!search) {
        console.error << "Stopped before the first run was done; there is nothing to show.\n";
        return ExitCode::Interrupted;
    }
    return reportSearch(out, *search, console);
}

} // namespace

ExitCode smoothCommand(const SmoothOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return smoothAll(options, control, console); });
}

} // namespace gradewise
