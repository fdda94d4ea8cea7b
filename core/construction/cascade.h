// Functions whose second differences are products of matrices, one factor a binary digit of x: cubic
// polynomials and splines, a sine, Daubechies' scaling function. Grade by grade and strictly,
//   u_1 = I_1 f,   u_l = I_l f - I_(l - 1) f,   I_l f: the broken line through f at the multiples of 2^-l,
// which is one step of the cascade algorithm, begun at the values on the integers (Daubechies & Lagarias,
// SIAM J. Math. Anal. 22 and 23, 1991/92; that a network of fixed width can do it: Daubechies, DeVore, Dym,
// Faigenbaum-Golovin, Kovalsky, Lin, Park, Petrova, Sober, arXiv 2107.13191. This network is ours.)
//
// On a cell of length 2^-(l - 1) with the coordinate y in [0, 1], folded so that neighbours agree where they
// meet, and with the tooth t(y) = 2 min(y, 1 - y): u_l = t(y) <v, q>. The row v in R^2 is constant on the
// cell; its halves have the rows v left (y <= ½) and v right, and the coordinate t(y). t is 0 at the ends of
// a cell, so W = t(y) v is continuous, and so are v ρ(y - ½), v ρ(y - ¾) and v ρ(t(y) - ½). Each is where its
// ρ is not 0 a combination of v and W, and nowhere larger than B ρ: clamped to ±B ρ, the combination is it,
// exactly. From these the halves' W is linear.
//
// Only v itself jumps. The digit that chooses its half is a ramp, 0 up to y = ½ and 1 from ½ + δ on; where
// it rises, v is wrong. But v is not looked at where y < ¼ and drops out where y > ¾, and such places stay
// there for as long as δ 2^l < 1: with δ = 2^-24 the first 24 grades are exact at every x, and more are
// refused.
#pragma once

#include "core/network/block.h"

#include <vector>

namespace gradewise {

/// A function f on [0, n], and one halving of its cells.
struct Cascade {
    Vector nodes; ///< f(0) … f(n)
    /// v_0 on [i, i + 1], n × 2; where i is odd, of the coordinate that runs backwards. Neighbours differ by
    /// powers of two, or not: other steps would be rounded when they are made steep.
    Matrix start;
    Vector weight;      ///< q in R^2
    Matrix left, right; ///< 2 × 2
};

/// As many grades are exact.
inline constexpr Index mostCascadeGrades = 24;
/// Products, then what is handed on: y and three bends of it, its digit, v, W, and I_0 f in the first grade.
std::vector<Index> cascadeWidths();
/// Grade l = grade + 1 as a block of that shape, one variable, one output; n <= 4, and v stays within ±2.
/// `left` and `right` are those that lead to v_(l - 1).
Block cascadeBlock(const Cascade& cascade, const BlockShape& shape, Index grade);

} // namespace gradewise
