// The search for how much to smooth: grade by grade, the σ with which a complete run ends at the smallest
// mean squared error on the validation samples, by golden section (Lyu, Fang, Xu, "Multigrade deep learning
// with smoothing", public code). A grade costs as many runs as there are iterations, and two more.
// While a grade is searched, later ones are not smoothed; what pays only when all are, a common σ finds.
#pragma once

#include "core/training/trainer.h"

#include <functional>
#include <optional>
#include <vector>

namespace gradewise {

struct SmoothingSearchOptions {
    std::optional<Index> grades; ///< the first so many are smoothed; unset: all
    bool common = false;         ///< one σ for all of them together, in place of one after another
    int iterations = 12;
    /// The σ to search along the first variable, for every grade; unset: searchInterval(). Along further
    /// variables σ is in proportion to their lengths.
    std::optional<double> low;
    std::optional<double> high;
};

/// Where the σ of a grade (from 0) is looked for along the first variable. In one variable the published
/// intervals, 1e-5 to 1e-2, 7e-3, 4e-3 and from the fourth grade on 6e-4, which are for [-1, 1], times half
/// the length. In two and three 4e-3 to 4e-2 and 4e-2 to 0.2, since fewer nodes an axis can be paid for.
Interval searchInterval(std::size_t grade, const Domain& domain);

/// Grades first … first + count - 1, from 0.
struct GradeRange {
    std::size_t first = 0;
    std::size_t count = 1;
};

/// The experiment, repeats written out, with these grades smoothed by σ along the first variable.
ExperimentConfig withSigma(const ExperimentConfig& config, GradeRange grades, const Domain& domain,
                           double sigma);

/// One complete run.
struct SmoothingTrial {
    GradeRange grades;           ///< whose σ is tried
    std::optional<double> sigma; ///< along the first variable; nothing: they are not smoothed
    double validation = 0.0;     ///< mean squared error at the end of the run; infinite when it diverged
    double test = 0.0;           ///< the same on the test samples, which nothing is chosen by
    double seconds = 0.0;        ///< of training
};

struct SmoothingSearch {
    /// The experiment with what was found: repeats written out; a grade for which no σ of the search made the
    /// validation error smaller is not smoothed.
    ExperimentConfig config;
    SmoothingTrial plain;               ///< without smoothing in the grades searched
    SmoothingTrial best;                ///< of `config`
    std::vector<SmoothingTrial> trials; ///< all but `plain`, in order
    bool stopped = false;               ///< by the control; what was found until then is kept
};

/// Why that cannot be searched, a sentence, or nothing.
std::string smoothingSearchProblem(const Experiment& experiment, const SmoothingSearchOptions& options);

/// Called after each run, the plain one first.
using SmoothingWatcher = std::function<void(const SmoothingTrial& trial)>;

/// Throws std::invalid_argument where smoothingSearchProblem() knows a reason. Nothing when the control stops
/// it before the first run ends.
std::optional<SmoothingSearch> searchSmoothing(const Experiment& experiment,
                                               const SmoothingSearchOptions& options, RunControl& control,
                                               const SmoothingWatcher& watcher);

} // namespace gradewise
