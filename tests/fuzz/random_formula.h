// Formulas of any kind, with poles, jumps and parts that have no value, as text.
#pragma once

#include "core/numbers/random.h"

#include <span>
#include <string>
#include <string_view>

namespace gradewise::fuzz {

/// A formula in x of about that depth.
std::string randomFormula(Random& random, int depth);

/// The functions that occur: all that a formula may use.
std::span<const std::string_view> functionsInUse();

} // namespace gradewise::fuzz
