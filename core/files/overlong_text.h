// What no file of ours holds: blanks, digits and texts without an end. Looked for before the parser, which
// would keep them in memory more than once. Internal to reading files.
#pragma once

#include "core/files/issue.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace gradewise {

inline constexpr std::size_t longestText = std::size_t{1} << 20U; ///< bytes of a text once it is read
inline constexpr std::string_view textTooLong =
    "This text is far longer than any text of an experiment or a run.";

/// The first of these in the text, with its place.
std::optional<Issue> firstTooLong(std::string_view text);

} // namespace gradewise
