// Least squares with a price on the length of each column of coefficients: the group Lasso (Yuan & Lin 2006),
// and for one output the Lasso.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

namespace gradewise {

/// Minimise ½ ‖Y - C A‖² / n + β Σ_k |c_k| over C, t × K, for A of K × n, given by what it needs of A and Y.
struct GroupLasso {
    Matrix gram;        ///< A Aᵀ / n, K × K
    Matrix linear;      ///< Y Aᵀ / n, t × K
    double price = 0.0; ///< β
};

/// |c_k| / η_k with η = ε + sqrt(ε² + |c|²): near 1 for columns that are needed, below for the others.
double strain(const Matrix& coefficients, Index column, double smoothing);

/// Goes to the point of the central path at ε = `smoothing` by Newton's method: the minimum with the barrier
/// function -β ε log(η² - |c|²) in place of |c| ≤ η. There the correlations with the residual are β c_k /
/// η_k, shorter than β, and the objective is above the least one by 2 β ε K at most. False when interrupted.
bool centre(const GroupLasso& problem, double smoothing, Matrix& coefficients,
            const MayContinue& mayContinue);

} // namespace gradewise
