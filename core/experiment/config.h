// Everything that decides a run, and nothing else: equal configurations give equal numbers (same build,
// same kind of machine), with or without a window.
#pragma once

#include "core/files/issue.h"
#include "core/network/initialisation.h"
#include "core/network/multigrade_model.h"
#include "core/solver/options.h"
#include "core/target/sampling.h"
#include "core/target/target.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// The contribution that is used is S_σ u_l in place of u_l (core/network/smoothing.h): σ in the variables'
/// units. The features, and the loss that the grade is trained with, know nothing of it.
struct SmoothingConfig {
    std::vector<double> sigma;  ///< one for all variables, or one a variable
    std::optional<Index> nodes; ///< an axis, 4 I + 1; unset: as many as σ needs (smoothing_rules.h)

    bool operator==(const SmoothingConfig&) const = default;
};

struct GradeConfig {
    std::vector<Index> hidden = {32}; ///< widths of the hidden layers, at least one
    Activation activation = Activation::Relu;
    Initialisation initialisation = Initialisation::FanIn;
    SolverConfig solver;
    GradeStop stop;
    ReadOutRule readOut = ReadOutRule::Trained;
    std::optional<SmoothingConfig> smoothing; ///< of the contribution, after the training
    Carry carry = Carry::Hidden;              ///< what the next grade sees
    Index repeat = 1;                         ///< the same grade that many times in a row

    bool operator==(const GradeConfig&) const = default;
};

/// No further grade once one of these holds (evaluation grid for sup and relative L2; seconds of training
/// also end the running grade).
struct RunStop {
    std::optional<double> relativeL2;
    std::optional<double> sup;
    std::optional<double> seconds;
    bool operator==(const RunStop&) const = default;
};

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

/// What the next grade sees where nothing is said. VarPro: all features, since from them its grades 3 to 6 (w
/// = 32) lessen the training error 3.2, 3.8 and 1.8 times each (geometric means; smooth, osc50, radial2d),
/// from the last grade's alone 1.6, 2.0 and 1.15 times. The other solvers: the features alone, as published.
Carry defaultCarry(SolverKind solver);

/// After how many epochs (of VarPro and Convex: steps) a grade ends at the latest.
Index mostEpochs(const GradeConfig& grade);

/// The widths of a built grade, for a target of so many variables.
std::vector<Index> builtWidths(const SolverConfig& solver, Index inputs);

/// Gives the grade another solver, and with it what nobody chose or what only one of the two can take: carry,
/// widths and activation. `inputs` is the target's number of variables.
void setSolver(GradeConfig& grade, SolverKind solver, Index inputs);

/// A count of training samples that nobody gave.
inline constexpr Index unsaid = std::numeric_limits<Index>::min();
/// How many training samples theorem mode takes where nothing is said: what holds at the samples holds
/// between them only as far as they resolve the residual.
Index theoremSamples(Index inputs);
/// What a file left out: the widths of built grades, and an `unsaid` number of training samples.
void fillIn(ExperimentConfig& config);

/// The grades one by one, `repeat` written out.
std::vector<GradeConfig> expandedGrades(const ExperimentConfig& config);

/// Every reason why that configuration cannot be run; empty when it can. Never throws.
std::vector<Issue> validate(const ExperimentConfig& config);

/// Limits used by validate(), by the form and by the reader's messages.
namespace limits {
inline constexpr Index maximumWidth = 16384;
inline constexpr std::size_t maximumHiddenLayers = 32;
inline constexpr std::size_t maximumGrades = 4096;
inline constexpr Index maximumSamples = 4'000'000;
inline constexpr Index maximumConvexSamples = 100'000; ///< of a grade with the solver convex
inline constexpr Index maximumConvexSampled =
    20'000;                                       ///< where it sees several features or has several outputs
inline constexpr Index maximumBalanced = 200'000; ///< training samples times outputs of a balanced read-out
inline constexpr Index maximumNodes = 32'000'000; ///< of the smoothings of all grades together
inline constexpr Index maximumEpochs = 100'000'000;
inline constexpr Index maximumPlateau = 1'000'000; ///< epochs that the plateau rule looks back over
inline constexpr Index maximumPolished = 4096;     ///< features of all grades together, where polish is on
inline constexpr std::size_t maximumTitle = 200;   ///< characters
inline constexpr std::size_t maximumNotes = 20'000;
inline constexpr double maximumNoise = 1e100; ///< squares of the noisy labels must stay finite
inline constexpr double maximumWeights = 2e7; ///< of all grades: some 450 MB of a run file
/// What a run may hold in memory by the estimate of core/experiment/memory.h: 8 GiB.
inline constexpr double maximumBytes = 8.0 * 1024.0 * 1024.0 * 1024.0;
} // namespace limits

} // namespace gradewise
