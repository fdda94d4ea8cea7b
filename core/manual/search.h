// Full-text search in the manual.
#pragma once

#include "core/manual/pages.h"

namespace gradewise {

/// A section in which all words of a search occur.
struct ManualHit {
    ManualPlace place;
    std::string heading;   ///< of the section
    std::string excerpt;   ///< some words around the first place; empty where only the heading has it
    std::size_t count = 0; ///< how often the words occur, in heading and text
};

/// The sections that hold every word of `typed`, wherever in a word it stands; capitals of a to z do not
/// count. Those with a word in their heading come first, then in the order of the pages. Empty for an empty
/// search.
std::vector<ManualHit> searchManual(std::string_view typed);

/// The words of a search: what stands between blanks, in small letters.
std::vector<std::string> searchWords(std::string_view typed);

} // namespace gradewise
