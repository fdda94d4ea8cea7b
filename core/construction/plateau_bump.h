// Plateau bumps: the explicit contributions of fixed width that lessen a residual wherever they are not zero
// and raise it nowhere. (Our construction behind the theorem of arXiv 2601.16884: properties (i) to (iii) of
// its abstract follow; the paper's own operator may be another one.)
#pragma once

#include "core/network/block.h"
#include "core/numbers/may_continue.h"

#include <optional>

namespace gradewise {

/// u(x) = A φ(x) with φ(x) = ρ(Σ_i t_i(x_i) - (d - 1) - δ) and the trapezoids
///   t_i(x_i) = (ρ(x_i - a_i) - ρ(x_i - b_i)) / (b_i - a_i) - (ρ(x_i - c_i) - ρ(x_i - d_i)) / (d_i - c_i):
/// 1 - δ on the box [b, c], 0 outside the box (a, d), exactly: δ is what rounding may leave of a trapezoid.
struct PlateauBump {
    Vector a, b, c, d;   ///< of each variable, a < b <= c < d
    double height = 0.0; ///< A, signed

    Index inputs() const { return a.size(); }
    /// δ for numbers as large as `scale`.
    double slack(double scale) const;
    /// φ at one point, with every rounding the network has.
    double shape(const double* x, double delta) const;
};

/// The bump that takes most squares away from the residual around its largest value, among those with
/// 0 <= u / residual <= 1 at every sample: trapezoids between nested boxes on which the residual stays above
/// shares of that value. Between samples the same holds while they resolve the residual. Nothing where no
/// bump does. `x` is d × n, `residual` has n entries; `mayContinue` is asked between passes over the samples,
/// and once it says no, what comes back is the best found until then, if anything. Time O(n).
std::optional<PlateauBump> findBump(const Matrix& x, const Vector& residual, const MayContinue& mayContinue);

/// The widths of a bump's block in d variables: 4d ramps and d identities, then φ and d identities.
std::vector<Index> bumpWidths(Index inputs);

/// The bump as a block of that shape. Its last d inputs are x + shift, not below zero; the features it hands
/// on are (φ, x + shift). The bump is in the coordinates of its inputs.
Block bumpBlock(const BlockShape& shape, const PlateauBump& bump, const Vector& shift, double scale);

} // namespace gradewise
