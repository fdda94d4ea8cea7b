// A spline with as many inner nodes as its network has ramps: which of these go to the left of their kink,
// and what that asks of the spline. No ramp is left over for a slope of the first cell, so those to the left
// must sum up to it.
#pragma once

#include "core/onevariable/spline.h"

#include <vector>

namespace gradewise {

/// Whether the ramp of each inner node goes to the left. The slope of the first cell and the jumps of slope
/// at those nodes sum up to 0: a linear condition on the values. Of one output.
using RampSides = std::vector<bool>;

/// Derivatives of that sum by the slope of each cell.
Vector slopeShares(const RampSides& sides);
/// Derivatives of that sum by the values at the nodes.
Vector valueShares(const RampSides& sides, const Spline& spline);

/// Fits the values under the condition.
void fitUnder(const RampSides& sides, SplineValues& values, Spline& spline);

/// The sides that cost least squares at the nodes of a spline, beside its best values without the condition,
/// cheapest first: all sides are compared, so only for few inner nodes.
std::vector<RampSides> cheapSides(const Spline& spline, const SortedSamples& samples, std::size_t count);

} // namespace gradewise
