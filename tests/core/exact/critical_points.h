// Where a bound of a formula is most likely to be wrong: zeros of its parts, poles, jumps, kinks, the ends.
#pragma once

#include "core/formula/expression.h"
#include "core/numbers/domain.h"

#include <vector>

namespace gradewise {

/// Places of the domain, found to the last digit, at which some part of the formula changes sign, jumps, is
/// infinite or loses its value; not more than `most`. Looked for between `cells` + 1 points.
std::vector<double> criticalPlaces(const Expression& expression, const Interval& domain, int cells,
                                   std::size_t most);

/// The places themselves, their neighbours among the floating-point numbers and geometric sequences towards
/// them; within the domain.
std::vector<double> crowdedAround(const std::vector<double>& places, const Interval& domain);

} // namespace gradewise
