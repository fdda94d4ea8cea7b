// What weight decay to its global minimum lets one choose.
#pragma once

#include "core/numbers/matrix.h"
#include "core/settings/setting.h"
#include "core/solver/grade_stop.h"

#include <concepts>
#include <type_traits>

namespace gradewise {

class Solver;

/// Weight decay to its global minimum, with a certificate (convex.h).
struct ConvexOptions {
    double regularisation = 1e-3; ///< β: half of it times Σ(|w|² + |c|²) is added to ½ MSE
    Index steps = 200;            ///< at most

    bool operator==(const ConvexOptions&) const = default;
};

template <class Options, class Visit>
requires std::same_as<std::remove_const_t<Options>, ConvexOptions>
void eachSetting(Options& options, const Visit& visit) {
    visit(Setting{.key = "regularisation",
                  .words = "regularisation",
                  .limits = FiniteAboveZero{},
                  .form = {.label = "Regularisation",
                           .explanation =
                               "Weight decay β: half of it, times the squares of all weights but the "
                               "biases, is added to half the mean square error."}},
          options.regularisation);
    visit(Setting{.key = "steps",
                  .words = "number of steps",
                  .limits = WholeNumber{1, limits::maximumEpochs},
                  .form = {.label = "At most steps"}},
          options.steps);
}

const Solver& solverOf(const ConvexOptions& options);

namespace limits {
inline constexpr Index maximumConvexSamples = 100'000;
/// Where the grade sees several features or has several outputs.
inline constexpr Index maximumConvexSampled = 20'000;
} // namespace limits

} // namespace gradewise
