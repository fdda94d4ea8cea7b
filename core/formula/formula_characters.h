// Characters that mean nothing in a formula, and what to write in their place. Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gradewise {

/// Bytes of the blank at the beginning of `text`, 0 when there is none. Blanks are those of typesetting too.
std::size_t blankLength(std::string_view text);

/// Bytes of a character without width at the beginning of `text`, as pasted from web pages; 0 when there is
/// none. At the edge of a word it is passed over like a blank.
std::size_t zeroWidthLength(std::string_view text);

inline bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// ASCII letters only.
std::string lowerCase(std::string_view text);

/// Throws the FormulaError that says why text[position] cannot stand there.
[[noreturn]] void refuseCharacter(std::string_view text, std::size_t position);

} // namespace gradewise
