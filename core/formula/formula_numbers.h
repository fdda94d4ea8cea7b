// Numbers in formulas: decimal digits with a point and an exponent, and what looks like a number but is none.
// Private to the room.
#pragma once

#include <cstddef>
#include <string_view>

namespace gradewise {

/// Bytes of the number at text[position], where a digit stands or a point before one. Throws FormulaError on
/// hexadecimal, binary and octal forms, digit separators, a second point, an exponent that is missing or not
/// whole, and on numbers that a double cannot hold. 2e^x is twice e^x and no number with an exponent.
std::size_t numberLength(std::string_view text, std::size_t position);

} // namespace gradewise
