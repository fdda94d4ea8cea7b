#include "core/study/smoothing/smoothing_search.h"

#include "core/experiment/validate.h"
#include "core/numerics/golden_section.h"
#include "core/record/json.h"
#include "core/study/prospects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace gradewise {

namespace {

std::size_t searchedGrades(const ExperimentConfig& config, const SmoothingSearchOptions& options) {
    const std::size_t all = expandedGrades(config).size();
    return options.grades ? std::min(all, static_cast<std::size_t>(*options.grades)) : all;
}

Interval intervalOf(std::size_t grade, const Domain& domain, const SmoothingSearchOptions& options) {
    const Interval usual = searchInterval(grade, domain);
    return {options.low.value_or(usual.low), options.high.value_or(usual.high)};
}

/// Repeats written out, and the grades that are searched not smoothed.
ExperimentConfig plainOf(const ExperimentConfig& config, std::size_t searched) {
    ExperimentConfig plain = config;
    plain.grades = expandedGrades(config);
    for (std::size_t i = 0; i < searched; ++i)
        plain.grades[i].smoothing.reset();
    return plain;
}

/// Trains, and sums up; nothing when it was stopped.
std::optional<SmoothingTrial> trialOf(const Experiment& experiment, RunControl& control) {
    RunObserver nobody;
    const RunRecord run = train(experiment, control, nobody);
    if (run.status == RunStatus::Stopped)
        return std::nullopt;
    const GradeMetrics& end = run.grades.empty() ? run.before : run.grades.back().metrics;
    SmoothingTrial trial;
    trial.validation = end.validation.mse;
    if (run.status == RunStatus::Diverged || !std::isfinite(trial.validation))
        trial.validation = std::numeric_limits<double>::infinity();
    trial.test = end.test.mse;
    trial.seconds = run.seconds;
    return trial;
}

/// What is searched together, in order.
std::vector<GradeRange> rangesOf(std::size_t searched, bool common) {
    if (common)
        return {{0, searched}};
    std::vector<GradeRange> ranges;
    for (std::size_t grade = 0; grade < searched; ++grade)
        ranges.push_back({grade, 1});
    return ranges;
}

/// Looks for the σ of these grades, and keeps it if the error is smaller with it.
void searchRange(SmoothingSearch& search, GradeRange grades, const Domain& domain, const Interval& interval,
                 int iterations, RunControl& control, const SmoothingWatcher& watcher) {
    const ExperimentConfig before = search.config;
    const auto error = [&](double sigma) {
        constexpr double unknown = std::numeric_limits<double>::infinity();
        if (search.stopped)
            return unknown;
        const ExperimentConfig config = withSigma(before, grades, domain, sigma);
        auto trial = trialOf(prepareOrThrow(config), control);
        search.stopped = !trial;
        if (!trial)
            return unknown;
        trial->grades = grades;
        trial->sigma = sigma;
        search.trials.push_back(*trial);
        watcher(*trial);
        if (trial->validation < search.best.validation) {
            search.best = *trial;
            search.config = config;
        }
        return trial->validation;
    };
    goldenSection(interval.low, interval.high, iterations, error,
                  [&search](double, double) { return search.stopped; });
}

} // namespace

Interval searchInterval(std::size_t grade, const Domain& domain) {
    constexpr std::array published = {1e-2, 7e-3, 4e-3, 6e-4};
    const double half = 0.5 * domain.front().length();
    if (domain.size() == 1)
        return {half * 1e-5, half * published[std::min(grade, published.size() - 1)]};
    return domain.size() == 2 ? Interval{half * 4e-3, half * 4e-2} : Interval{half * 4e-2, half * 0.2};
}

ExperimentConfig withSigma(const ExperimentConfig& config, GradeRange grades, const Domain& domain,
                           double sigma) {
    ExperimentConfig changed = config;
    changed.grades = expandedGrades(config);
    SmoothingConfig smoothing;
    for (const Interval& interval : domain)
        smoothing.sigma.push_back(sigma * (interval.length() / domain.front().length()));
    if (std::ranges::adjacent_find(smoothing.sigma, std::not_equal_to()) == smoothing.sigma.end())
        smoothing.sigma.resize(1);
    for (std::size_t i = 0; i < grades.count; ++i)
        changed.grades.at(grades.first + i).smoothing = smoothing;
    return changed;
}

std::string smoothingSearchProblem(const Experiment& experiment, const SmoothingSearchOptions& options) {
    const ExperimentConfig& config = experiment.config();
    if (config.samples.validation.count == 0)
        return "The search chooses by the error on validation samples, and there are none. Give "
               "samples.validation a count.";
    const Domain& domain = experiment.target().domain();
    const std::size_t searched = searchedGrades(config, options);
    ExperimentConfig smallest = plainOf(config, searched);
    ExperimentConfig largest = smallest;
    for (const GradeRange& grades : rangesOf(searched, options.common)) {
        const Interval interval = intervalOf(grades.first, domain, options);
        if (!(interval.low > 0.0 && interval.low < interval.high))
            return fmt::format("The values of sigma to search must be above 0, the first below the last; for "
                               "grade {} they are {} and {}.",
                               grades.first + 1, interval.low, interval.high);
        smallest = withSigma(smallest, grades, domain, interval.low);
        largest = withSigma(largest, grades, domain, interval.high);
    }
    for (const ExperimentConfig& end : {smallest, largest})
        if (const auto issues = validate(end); !issues.empty())
            return describe({issues.front()});
    return problemOfSeeds(experiment, 1);
}

std::optional<SmoothingSearch> searchSmoothing(const Experiment& experiment,
                                               const SmoothingSearchOptions& options, RunControl& control,
                                               const SmoothingWatcher& watcher) {
    if (const std::string problem = smoothingSearchProblem(experiment, options); !problem.empty())
        throw std::invalid_argument(problem);
    const std::size_t searched = searchedGrades(experiment.config(), options);
    SmoothingSearch search;
    search.config = plainOf(experiment.config(), searched);
    const auto plain = trialOf(prepareOrThrow(search.config), control);
    if (!plain)
        return std::nullopt;
    search.plain = search.best = *plain;
    watcher(*plain);
    const Domain& domain = experiment.target().domain();
    for (const GradeRange& grades : rangesOf(searched, options.common))
        if (!search.stopped)
            searchRange(search, grades, domain, intervalOf(grades.first, domain, options), options.iterations,
                        control, watcher);
    return search;
}

} // namespace gradewise
