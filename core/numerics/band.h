// Symmetric positive definite systems whose matrix is a narrow band, in O(n b²).
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise {

/// The lower triangle of an n × n band matrix: entry (j + d, j) lies at (d, j) of `band`, which is
/// (b + 1) × n. Replaces it by its Cholesky factor. False when the matrix is not positive definite.
bool factoriseBand(Matrix& band);

/// Solves for `right` (n × r) in place, with a factor from factoriseBand().
void solveBand(const Matrix& factor, Eigen::Ref<Matrix> right);

} // namespace gradewise
