// Everything that decides a run, and nothing else: equal configurations give equal numbers (same build,
// same kind of machine), with or without a window.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/settings/setting.h"
#include "core/solver/grade.h"
#include "core/target/sampling.h"
#include "core/target/target.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// No further grade once one of these holds (evaluation grid for sup and relative L2; seconds of training
/// also end the running grade).
struct RunStop {
    std::optional<double> relativeL2;
    std::optional<double> sup;
    std::optional<double> seconds;
    bool operator==(const RunStop&) const = default;
};

template <class Stop, class Visit>
requires SettingsOf<Stop, RunStop>
void eachSetting(Stop& stop, const Visit& visit) {
    const FiniteAboveZero limits;
    visit(
        Setting{
            .key = "relativeL2",
            .words = "relative L2 error at which the run stops",
            .limits = limits,
            .form = {.label = "Stop at rel. L²", .whenEmpty = "no goal", .manual = "stopping#of-the-run"}},
        stop.relativeL2);
    visit(Setting{.key = "sup",
                  .words = "sup error at which the run stops",
                  .limits = limits,
                  .form = {.label = "Stop at sup", .whenEmpty = "no goal"}},
          stop.sup);
    visit(Setting{.key = "seconds",
                  .words = "time for the run in seconds",
                  .limits = limits,
                  .form = {.label = "Stop after seconds", .whenEmpty = "no limit"}},
          stop.seconds);
}

struct ExperimentConfig {
    std::string title;
    TargetConfig target;
    SamplesConfig samples;
    std::vector<GradeConfig> grades = {GradeConfig{}, GradeConfig{}, GradeConfig{}, GradeConfig{}};
    /// Scales each contribution, as it is used, by α = <r, u> / <u, u> on the training samples, so that the
    /// training L2 residual never grows.
    bool guard = true;
    /// After the last grade the read-outs of all grades are fitted together; the frozen grades stay as they
    /// are, and the errors of both are reported.
    bool polish = false;
    /// A later grade is kept only if it lowers the squared error on the validation samples; the first one
    /// that does not is removed and ends the run (the adaptive rule of Lyu, Fang and Xu). Needs validation
    /// samples.
    bool adaptive = false;
    std::uint64_t seed = 1;
    RunStop stop;
    /// Published numbers or other remarks to show beside the results; does not influence a run.
    std::string notes;

    bool operator==(const ExperimentConfig&) const = default;
};

template <class Config, class Visit>
requires SettingsOf<Config, ExperimentConfig>
void eachSetting(Config& config, const Visit& visit) {
    visit(Setting{.key = "title", .words = "title", .form = {.label = "Title", .whenEmpty = "the function"}},
          config.title);
    visit(Setting{.key = "notes", .words = "notes", .written = !config.notes.empty()}, config.notes);
    visit(Setting{.key = "target", .words = "target", .required = true}, config.target);
    visit(Setting{.key = "samples"}, config.samples);
    visit(Setting{.key = "grades", .required = true}, config.grades);
    visit(Setting{.key = "guard",
                  .words = "guard",
                  .form = {.label = "Guard each grade",
                           .explanation = "Scales each new contribution so that the training residual never "
                                          "grows.",
                           .manual = "after-training#the-guard"}},
          config.guard);
    visit(Setting{.key = "polish",
                  .words = "joint read-out",
                  .written = config.polish,
                  .form = {.label = "Joint read-out at the end",
                           .explanation = "Fits the read-outs of all frozen grades together. Both errors are "
                                          "reported.",
                           .manual = "after-training#joint-read-out"}},
          config.polish);
    visit(Setting{.key = "adaptive",
                  .words = "adaptive rule",
                  .written = config.adaptive,
                  .form = {.label = "Keep a grade only if it helps",
                           .explanation = "The first grade that does not lower the squared error on the "
                                          "validation samples is removed, and the run ends (adaptive rule).",
                           .manual = "after-training#adaptive-rule"}},
          config.adaptive);
    visit(Setting{.key = "stop", .written = config.stop != RunStop{}}, config.stop);
    visit(Setting{.key = "seed", .words = "seed", .form = {.label = "Seed", .manual = "samples#seed"}},
          config.seed);
}

/// A count of training samples that nobody gave.
inline constexpr Index countNotGiven = std::numeric_limits<Index>::min();
/// What a file left out: the widths of built grades, and a `countNotGiven` number of training samples.
void fillIn(ExperimentConfig& config);

/// The grades one by one, `repeat` written out.
std::vector<GradeConfig> expandedGrades(const ExperimentConfig& config);

/// Limits used by validate(), by the form and by the reader's messages.
namespace limits {
inline constexpr Index maximumSamples = 4'000'000;
inline constexpr Index maximumBalanced = 200'000; ///< training samples times outputs of a balanced read-out
inline constexpr Index maximumNodes = 32'000'000; ///< nodes of the smoothings of all grades together
inline constexpr Index maximumPolished = 4096;    ///< features of all grades together, where polish is on
inline constexpr std::size_t maximumTitle = 200;  ///< characters
inline constexpr std::size_t maximumNotes = 20'000;
inline constexpr double maximumNoise = 1e100; ///< squares of the noisy labels must stay finite
inline constexpr double maximumWeights = 2e7; ///< weights and biases of all grades: some 450 MB of a run file
/// What a run may hold in memory by the estimate of core/cost/memory.h: 8 GiB.
inline constexpr double maximumBytes = 8.0 * 1024.0 * 1024.0 * 1024.0;
} // namespace limits

} // namespace gradewise
