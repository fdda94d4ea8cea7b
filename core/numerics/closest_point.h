// The point of a polyhedron that is closest to a given one: a strictly convex quadratic program, solved to
// the end by a dual active-set method (Goldfarb & Idnani, Mathematical Programming 27, 1983).
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

#include <optional>

namespace gradewise {

/// Minimises ½|z - wish|² over all z with low_j ≤ ⟨a_j, z⟩ ≤ high_j.
struct BandProblem {
    const Matrix& normals; ///< a_1 … a_n as columns, k × n, none of them zero
    const Vector& low;     ///< n
    const Vector& high;    ///< n, nowhere below low
    Vector wish;           ///< k
    /// A bound counts as kept where ⟨a_j, z⟩ is beyond it by no more than this times |a_j|.
    double tolerance = 0.0;
};

struct ClosestPoint {
    Vector z;            ///< k
    double gap = 0.0;    ///< ½|z - wish|² is at most that far above its minimum, up to the tolerance
    Index active = 0;    ///< bounds that hold z where it is
    bool reached = true; ///< false: none was found, since there is none or rounding hid it; z is the last try
};

/// Starts from the wish and takes in, one at a time, the bound that is violated most; needs n·k operations
/// for each, and k² numbers beside the problem. `mayContinue` is asked for each; nothing is returned once it
/// says no.
std::optional<ClosestPoint> closestPoint(const BandProblem& problem, const MayContinue& mayContinue);

} // namespace gradewise
