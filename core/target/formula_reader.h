// From what people type to what muParser understands. Private to the room.
//
// The grammar, loosest first:
//   choice     condition ? value : value            (also the function if(condition, value, value))
//   or         ||
//   and        &&
//   comparison < <= > >= == !=, also in a chain of two as in 0 < x < 1; true is 1, false is 0
//   sum        + -
//   product    * / and factors side by side (3x, 2(x+1), x sin x), from left to right. After a division
//              factors side by side are refused: 1/2x can be read in two ways.
//   sign       -x^2 is -(x^2)
//   power      ^ or **, from right to left: 2^3^2 is 2^9; x², x⁻¹
//   value      numbers, names, ( ), | |, functions, √ (of the next value and its power)
// A function of one value needs no brackets. Its argument is then the run of factors side by side up to the
// next function, sign or operator: sin 2πx + 1 is sin(2πx) + 1, sin x cos x is sin(x)·cos(x). Where a * or /
// or a bracket follows such a run the reading would be a guess, and brackets are asked for. sin²x and sin^2 x
// are (sin x)²; sin⁻¹ is refused, for it means asin to some and 1/sin to others.
// A bar closes when one is open and a value stands before it, and opens otherwise; readings that hang on
// more than this are refused.
#pragma once

#include "core/target/formula.h"

namespace gradewise {

/// A formula in muParser's words: variables x, y, z, parameters p0, p1 …, functions of formula_functions.h,
/// brackets wherever precedence could matter.
struct ReadFormula {
    std::string canonical;
    std::vector<std::string> parameters; ///< in order of first appearance; p0 stands for the first
};

inline constexpr std::size_t maximumFormulaBytes = 4000;
inline constexpr int maximumFormulaDepth = 100; ///< brackets, functions and powers within each other
inline constexpr std::size_t maximumFormulaParameters = 16;

/// Throws FormulaError.
ReadFormula readFormula(std::string_view text, std::size_t variables);

} // namespace gradewise
