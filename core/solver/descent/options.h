// What Adam and gradient descent let one choose.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/name_table.h"
#include "core/settings/setting.h"
#include "core/solver/grade_stop.h"

#include <concepts>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace gradewise {

class Solver;

/// The numbers that Adam and gradient descent compute with. What is frozen is double, and so is every error
/// that is reported of it.
enum class Precision { Double, Float };

template <>
Names<Precision> namesOf<Precision>();

/// The learning rate in epoch i = 0, 1, … of a grade. At most one of `final` and `decayFactor` is set.
struct LearningRate {
    double initial = 1e-3;
    /// Exponential schedule initial · exp(-γ i), γ = ln(initial / final) / epochs (code of Xu and Fang).
    std::optional<double> final;
    /// Step schedule: multiplied by decayFactor after every decayEvery epochs (code of S-MGDL).
    std::optional<double> decayFactor;
    Index decayEvery = 1;

    bool operator==(const LearningRate&) const = default;
};

/// Rate in epoch `epoch` of a grade that runs for `epochs` epochs.
double rateAt(const LearningRate& rate, Index epoch, Index epochs);

/// What every solver lets one choose that follows the gradient of the loss.
struct DescentOptions {
    LearningRate rate;
    Index batchSize = 0; ///< samples a step, reshuffled each epoch, the last short batch kept; 0: all
    Precision precision = Precision::Double;

    bool operator==(const DescentOptions&) const = default;
};

/// Adam, 0.9 / 0.999 / 1e-8 with bias correction (Kingma & Ba 2015).
struct AdamOptions : DescentOptions {
    bool operator==(const AdamOptions&) const = default;
};

/// Plain (stochastic) gradient descent.
struct GradientDescentOptions : DescentOptions {
    bool operator==(const GradientDescentOptions&) const = default;
};

template <class Options, class Visit>
requires std::derived_from<std::remove_const_t<Options>, DescentOptions>
void eachSetting(Options& options, const Visit& visit) {
    auto& rate = options.rate;
    const bool steps = rate.decayFactor || rate.decayEvery != LearningRate{}.decayEvery;
    visit(Setting{.key = "learningRate",
                  .words = "learning rate",
                  .limits = FiniteAboveZero{},
                  .form = {.label = "Learning rate", .manual = "solvers#learning-rate"}},
          rate.initial);
    visit(Setting{.key = "finalLearningRate",
                  .words = "final learning rate",
                  .limits = FiniteAboveZero{},
                  .form = {.label = "down to"}},
          rate.final);
    visit(Setting{.key = "decayFactor",
                  .words = "decay factor",
                  .limits = AboveUpTo{.low = 0.0, .high = 1.0, .highIncluded = true},
                  .form = {.label = "times"}},
          rate.decayFactor);
    visit(Setting{.key = "decayEvery",
                  .words = "number of epochs between decays",
                  .limits = WholeNumber{1, limits::maximumEpochs},
                  .written = steps,
                  .form = {.label = "every", .unit = "epochs", .sameLine = true}},
          rate.decayEvery);
    visit(Setting{.key = "batchSize",
                  .words = "batch size",
                  .form = {.label = "Batch size", .whenEmpty = "all"}},
          options.batchSize);
    visit(Setting{.key = "precision",
                  .words = "precision",
                  .written = options.precision != Precision::Double,
                  .form = {.label = "Precision",
                           .explanation = "Of the numbers that are trained. What is frozen, and every error, "
                                          "is double."}},
          options.precision);
}

const Solver& solverOf(const AdamOptions& options);
const Solver& solverOf(const GradientDescentOptions& options);

} // namespace gradewise
