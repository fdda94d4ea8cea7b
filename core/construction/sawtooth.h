// Sums over sawteeth, grade by grade and strictly: u_l(x) = Σ share · p_l(t^(l - 1)(z(x))), with a fold t of
// [0, 1] onto itself, its iterates t^(l - 1), and a broken line p_l. Fold and broken line bend at the same
// places, so that grade l needs one ReLU a place and signal, and sees just those of the grade before.
#pragma once

#include "core/network/block.h"

#include <vector>

namespace gradewise {

/// What is folded: linear in the variables, and how much its contributions count.
struct Signal {
    double byX;
    double byY;
    double share;
};

/// One grade of such a sum.
struct SawtoothGrade {
    std::vector<Signal> signals;
    Vector bends;  ///< a_k in [0, 1], the first one 0
    Vector fold;   ///< t(z) = Σ fold_k ρ(z - a_k)
    Vector line;   ///< p_l(z) = offset + Σ line_k ρ(z - a_k)
    double offset; ///< p_l(0)
};

/// Σ result_k ρ(z - a_k) runs through these values at the bends and at 1, less the first of them: the
/// changes of the slope. `values` has one number more than `bends`.
Vector slopeChanges(const Vector& bends, double end, const Vector& values);

/// Grade l = grade + 1 as a block of that shape, one hidden layer, one output.
Block sawtoothBlock(const SawtoothGrade& sum, const BlockShape& shape, Index grade);

} // namespace gradewise
