// Four norms of a residual, for the claim that every grade lessens them (property (iii) of the theorem, arXiv
// 2601.16884: each L^p norm, p < ∞, falls at every nontrivial grade).
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise {

/// Norms of a residual over the evaluation grid, with respect to the uniform measure.
struct Norms {
    double l1 = 0.0;
    double l2 = 0.0;
    double l4 = 0.0;
    double sup = 0.0;

    bool operator==(const Norms&) const = default;
};

/// Norms of a residual (t × n) of a target (t × n); sizes below the rounding of the target count as that
/// rounding, as in Metrics.
Norms normsOf(const Matrix& residual, const Matrix& target);

} // namespace gradewise
