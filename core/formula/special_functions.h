// Functions that no formula of the parser can spell: limits of infinite constructions. Private to the room.
#pragma once

namespace gradewise {

/// Daubechies' scaling function with four coefficients, supported on [0, 3], continuous with Hölder
/// exponent 0.55. Solves φ(x) = Σ_k c_k φ(2x - k), c = ((1+√3), (3+√3), (3-√3), (1-√3)) / 4. Every double
/// is a dyadic rational, so the refinement equation, run along its binary digits, ends at the integers,
/// whose values are known: exact up to rounding at every point.
/// Source: Daubechies, Lagarias, SIAM J. Math. Anal. 23 (1992).
double daubechies4(double x);

/// Takagi's function Σ_{k ≥ 0} 2^-k dist(2^k x, Z): continuous, nowhere differentiable, period 1. Exact up
/// to rounding: the sum ends where 2^k x is an integer.
double takagi(double x);

/// Cantor's function (the devil's staircase) on [0, 1], 0 to the left and 1 to the right of it. Exact for a
/// point that differs from x by a rounding error; the function is Hölder continuous with exponent 0.63.
double cantor(double x);

} // namespace gradewise
