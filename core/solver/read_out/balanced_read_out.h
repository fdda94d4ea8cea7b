// The balanced read-out: trained features, and a last affine map that raises the residual at no training
// sample, the property that the theorem's construction has everywhere ("Multigrade Neural Network
// Approximation", abstract).
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

#include <optional>

namespace gradewise {

/// By how much, as a share of the largest label, a residual may seem to grow by rounding alone: the
/// activations of a trained block are nearly dependent, its read-out's coefficients therefore large.
inline constexpr double balanceRounding = 1e-12;

struct BalancedReadOut {
    Matrix coefficients; ///< C, t × w
    Vector offset;       ///< c, t
    double gap = 0.0;    ///< the objective is at most that share above its minimum
    Index active = 0;    ///< bounds that hold it back, of all outputs
    bool found = true;   ///< false: for some output only the read-out 0 was found to keep all bounds
};

/// Minimises ½ Σ_j |r_j - C h_j - c|² under |r_ij - (C h_j + c)_i| ≤ |r_ij| for each sample j and output i:
/// a convex quadratic program, feasible since 0 is. `hidden` is w × n, `residual` t × n. Directions in which
/// the features hardly vary are left out, more of them where rounding would break a bound by more than
/// `slack`; the minimum is the one over the directions kept. `mayContinue` is asked often; nothing is
/// returned once it says no.
std::optional<BalancedReadOut> balancedReadOut(const Matrix& hidden, const Matrix& residual, double slack,
                                               const MayContinue& mayContinue);

} // namespace gradewise
