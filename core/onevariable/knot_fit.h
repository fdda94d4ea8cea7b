// The ramp problem once one knows which samples carry a kink: then it is a least-squares spline.
#pragma once

#include "core/onevariable/ramp_problem.h"

#include <vector>

namespace gradewise {

/// Positions of `problem.x` that may carry a kink, increasing, ends excluded; changes[i] is +1 or -1.
struct Knots {
    std::vector<Index> at;
    std::vector<int> changes;
};

/// The best line with kinks at those knots only, each of its sign: minimises the objective with changes of
/// those signs taken as free, drops knots whose change came out with the other sign, and again until none
/// does. O(m) a round. The optimum of the ramp problem if the knots are the optimum's.
BrokenLine fitKnots(const RampProblem& problem, Knots knots);

/// The knots that a line with kinks at samples has.
Knots knotsOf(const RampProblem& problem, const BrokenLine& line);

} // namespace gradewise
