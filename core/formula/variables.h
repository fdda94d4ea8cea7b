// The variables that formulas and targets have.
#pragma once

#include <cstddef>
#include <string_view>

namespace gradewise {

/// The largest number of variables a target may have.
inline constexpr std::size_t maximumInputs = 3;
inline constexpr std::string_view variableNames = "xyz"; ///< one letter a variable

} // namespace gradewise
