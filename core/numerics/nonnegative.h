// Convex quadratic functions over the non-negative orthant, by active sets.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

namespace gradewise {

/// Minimises ½ xᵀQx - qᵀx over x ≥ 0 (Lawson & Hanson, Solving Least Squares Problems, chapter 23, begun at a
/// feasible x), Q symmetric and positive semidefinite. Entries that are positive in the end belong to
/// linearly independent columns where those at the start do. `tolerance`: slopes that small count as none.
/// False when interrupted, with x as good as it got.
bool minimiseNonNegative(const Matrix& quadratic, const Vector& linear, double tolerance, Vector& x,
                         const MayContinue& mayContinue);

} // namespace gradewise
