// Weight decay in one variable as a convex problem. Fitting c₀ + Σ_k c_k ρ(w_k x + b_k) under
//     ½ mean|y - f|² + ½ β Σ_k (w_k² + c_k²)                                       (biases b_k and c₀ are
//     free)
// over all widths is the Lasso  ½ mean|y - f|² + β Σ|a_k|  over c₀ and the ramps (x - x_j)₊ and (x_j - x)₊
// with kinks at the samples x_j: scaling a neuron leaves a_k = |w_k| c_k and 2|w_k c_k| ≤ w_k² + c_k²; and
// between two samples a ramp is linear in its kink, so that one at a sample does as well (Pilanci & Ergen
// 2020; Ergen & Pilanci, Convex Geometry and Duality of Over-parameterized Neural Networks, JMLR 22, 2021;
// the same as total variation of f': Savarese et al. 2019, Parhi & Nowak 2021). On the samples Σ|a_k| is
// pathNorm().
#pragma once

#include "core/onevariable/broken_line.h"

namespace gradewise {

/// Samples of one variable: sorted, equal positions taken together, scaled so that positions reach from 0 to
/// 1 and labels have mean square 1. β is scaled with them.
struct RampProblem {
    Vector x;                    ///< m increasing positions
    Vector weights;              ///< share of the samples at each, Σ = 1
    Vector y;                    ///< mean label at each
    double spread = 0.0;         ///< ½ mean square of labels about y: no function of x takes it away
    double regularisation = 0.0; ///< β in these units
    double origin = 0.0;         ///< of positions: x = (position - origin) / length
    double length = 1.0;
    double scale = 1.0; ///< of labels; objectives are in units of scale²
};

/// `positions` and `labels` are n numbers in any order.
RampProblem rampProblem(const Vector& positions, const Vector& labels, double regularisation);

/// A line's objective, and how far it is at most above the minimum.
struct RampBound {
    double objective = 0.0;
    double gap = 0.0; ///< objective minus the dual function at a feasible point, the scaled residual
};

/// Moves the line to mean residual zero (its best constant) and bounds it. With the residual u, the dual
/// function is Σ w y θu - ½ Σ w (θu)² for every θ that keeps all ramps' |Σ_i w_i θu_i (x_i - x_j)₊| ≤ β and
/// |Σ_i w_i θu_i (x_j - x_i)₊| ≤ β. O(m).
RampBound bound(const RampProblem& problem, BrokenLine& line);

/// g_j = Σ_i w_i u_i (x_i - x_j)₊ for residuals with Σ w u = 0; that of (x_j - x)₊ is g_j - g_0.
Vector rampCorrelations(const RampProblem& problem, const Vector& residual);

} // namespace gradewise
