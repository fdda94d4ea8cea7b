// "Did you mean …?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gradewise {

/// The candidate that `word` is most likely a slip of (smallest edit distance, at most a third of its length
/// and two letters; capitals do not matter), or an empty text.
std::string closestWord(std::string_view word, std::span<const std::string> candidates);

} // namespace gradewise
