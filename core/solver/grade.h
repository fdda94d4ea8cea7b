// What an experiment says of one grade. Plain values, judged by validate().
#pragma once

#include "core/network/activation.h"
#include "core/network/carry.h"
#include "core/network/initialisation.h"
#include "core/settings/setting.h"
#include "core/solver/grade_stop.h"
#include "core/solver/read_out/read_out_rule.h"
#include "core/solver/solvers.h"

#include <optional>
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
    SolverOptions solver;
    GradeStop stop;
    ReadOutRule readOut = ReadOutRule::Trained;
    std::optional<SmoothingConfig> smoothing; ///< of the contribution, after the training
    Carry carry = Carry::Hidden;              ///< what the next grade sees
    Index repeat = 1;                         ///< the same grade that many times in a row
    /// Settings of solvers that the grade had before, for when it gets them back (setSolver()). They decide
    /// nothing and are not written.
    std::vector<SolverOptions> setAside = {};

    bool operator==(const GradeConfig&) const = default;
};

template <class Grade, class Visit>
requires SettingsOf<Grade, GradeConfig>
void eachSetting(Grade& grade, const Visit& visit) {
    visit(Setting{.key = "hidden", .words = "widths"}, grade.hidden);
    visit(Setting{.key = "activation", .words = "activation"}, grade.activation);
    visit(Setting{.key = "initialisation", .words = "initial weights", .form = {.label = "Initial weights"}},
          grade.initialisation);
    visit(Setting{.key = "solver", .words = "solver"}, grade.solver);
    visit(Setting{.key = "stop"}, grade.stop);
    visit(
        Setting{.key = "readOut",
                .words = "read-out",
                .written = grade.readOut != ReadOutRule::Trained,
                .form = {.label = "Read-out",
                         .explanation = "Balanced: after training, the best read-out that lets the residual "
                                        "grow at no training sample takes its place.",
                         .manual = "after-training#balanced-read-out"}},
        grade.readOut);
    visit(
        Setting{.key = "smoothing",
                .words = "smoothing",
                .form = {.label = "Smoothing σ",
                         .explanation = "After training, the contribution is replaced by its Gaussian mean "
                                        "over about so far a way in x; what the next grade sees stays as it "
                                        "is.",
                         .whenEmpty = "none",
                         .manual = "smoothing"}},
        grade.smoothing);
    visit(Setting{.key = "carry",
                  .words = "features that the next grade sees",
                  .form = {.label = "Next grade sees", .manual = "grades#what-the-next-grade-sees"}},
          grade.carry);
    visit(Setting{.key = "repeat"}, grade.repeat);
}

/// After how many epochs (of some solvers: steps) a grade ends at the latest.
Index mostEpochs(const GradeConfig& grade);

/// Gives the grade another solver, and with it what nobody chose or what only one of the two can take: carry,
/// widths and activation. Settings that both solvers have stay; the others come back with the solver that has
/// them. `inputs` is the target's number of variables.
void setSolver(GradeConfig& grade, const Solver& solver, Index inputs);

namespace limits {
inline constexpr Index maximumWidth = 16384;
inline constexpr std::size_t maximumHiddenLayers = 32;
inline constexpr std::size_t maximumGrades = 4096;
} // namespace limits

} // namespace gradewise
