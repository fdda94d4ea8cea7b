// Why a formula has no value at a point. Private to the room.
#pragma once

#include "core/target/target.h"

#include <string>

namespace gradewise {

/// A sentence on the operation that has no value at x, though what it is applied to has one: "There a
/// negative number is raised to 1/3; cbrt(x) is the real cube root." Empty where nobody can tell: several
/// variables or outputs, or no such operation.
std::string whyUndefined(const TargetConfig& config, double x);

} // namespace gradewise
