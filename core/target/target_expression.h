// The formula of a target, as a tree.
#pragma once

#include "core/formula/expression.h"
#include "core/target/target.h"

#include <string>
#include <variant>

namespace gradewise {

/// The target's formula with its parameters' values, or a sentence on why there is none: several variables or
/// outputs, a gallery target that no formula spells, a function without bounds, an error.
std::variant<Expression, std::string> expressionOf(const TargetConfig& config);

} // namespace gradewise
