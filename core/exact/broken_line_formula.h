// Formulas that are piecewise linear, and where they bend.
#pragma once

#include "core/formula/expression.h"
#include "core/numbers/domain.h"

#include <optional>
#include <vector>

namespace gradewise {

/// The places inside the interval at which the formula bends, ascending, where it is made of x, numbers,
/// sums, products with numbers, |.|, minima and maxima only; nothing for other formulas, and for more than
/// 20000 places.
std::optional<std::vector<double>> bendsOf(const Expression& expression, const Interval& domain);

} // namespace gradewise
