// The names and the number that every file begins with.
#pragma once

#include <cstdint>
#include <string_view>

namespace gradewise {

inline constexpr std::string_view experimentFormat = "gradewise-experiment";
inline constexpr std::string_view runFormat = "gradewise-run";
/// Raised when a file of the new kind could be misread by an older program. This one writes and reads 1.
inline constexpr std::uint64_t formatVersion = 1;

} // namespace gradewise
