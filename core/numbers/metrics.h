// How large a residual is. All norms are averages over the given points (for points that fill the domain
// evenly: the function norms with respect to the uniform probability measure on it), |.| is the Euclidean
// norm over the t outputs.
#pragma once

#include "core/numbers/matrix.h"

#include <cstddef>
#include <limits>

namespace gradewise {

/// Errors of an approximation s of f on n points. The relative ones divide by the same norm of f; they are
/// NaN when f vanishes on all points (shown as "undefined", written as null).
struct Metrics {
    double l1 = 0.0;          ///< mean |f - s|
    double l2 = 0.0;          ///< sqrt(mean |f - s|²), the root mean square
    double sup = 0.0;         ///< max |f - s|
    double relativeL1 = 0.0;  ///< Σ|f - s| / Σ|f|
    double relativeL2 = 0.0;  ///< sqrt(Σ|f - s|² / Σ|f|²)
    double relativeSup = 0.0; ///< max |f - s| / max |f|
    double rse = 0.0;         ///< Σ|f - s|² / Σ|f|², the "relative squared error" of Xu and Fang
    double mse = 0.0;         ///< mean |f - s|²
    double halfMse = 0.0;     ///< ½ mean |f - s|², the training loss of Fang and Xu
    std::size_t worst = 0;    ///< column at which |f - s| is largest
};

/// 2^-53: two doubles that are rounded from the same number differ by at most twice this share of it.
inline constexpr double unitRoundoff = 0.5 * std::numeric_limits<double>::epsilon();

/// Metrics of residual (t × n) against target (t × n). Zero columns give all zeros. |f - s| counts as no less
/// than unitRoundoff · |f| at each point: a smaller difference depends on the order in which s was summed up,
/// and f itself is not known better.
Metrics measure(const Matrix& residual, const Matrix& target);

} // namespace gradewise
