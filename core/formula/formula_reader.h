// From what people type to a tree of operations. Private to the room.
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
//   value      numbers, names, ( ), | |, functions; √ and ∛ are other spellings of sqrt and cbrt
// A function of one value needs no brackets. Its argument is then the run of factors side by side up to the
// next function, sign or operator: sin 2πx + 1 is sin(2πx) + 1, sin x^2 is sin(x^2), sin x cos x is
// sin(x)·cos(x). Where a * or / or a bracket follows such a run, or where the run holds no name and a
// function follows (sin 2 cos x), the reading would be a guess, and brackets are asked for. A root without
// brackets takes one value and its power: √x², 2√x; √2x and sqrt 2x can be read in two ways and are refused.
// sin²x and sin^2 x are (sin x)²; sin⁻¹ is refused, for it means asin to some and 1/sin to others. A letter
// before a bracket is a factor, a(x+1), unless it is one that functions have, or the bracket holds a variable
// alone; longer names before a bracket are functions that do not exist. A comma between digits without blanks
// is refused where it can be a decimal comma: max(0,5, x). A bar closes when one is open and a value stands
// before it, and opens otherwise; readings that hang on more than this are refused.
#pragma once

#include "core/formula/formula.h"

namespace gradewise {

/// How a node of a formula is shown to people.
struct Spelling {
    std::string text;       ///< of numbers, constants, variables and parameters
    bool bracketed = false; ///< it holds less tightly than a value and stands in brackets
    bool chained = false;   ///< two comparisons joined as a < b < c
};

struct ReadFormula {
    Expression tree;
    std::vector<Spelling> spellings;     ///< by node
    std::vector<std::string> parameters; ///< by index, in order of first appearance
    bool implicit = false;               ///< signs or brackets were left out
    bool logarithm = false;              ///< it says log, which has another base to some
};

inline constexpr std::size_t maximumFormulaBytes = 4000;
inline constexpr int maximumFormulaDepth = 100; ///< brackets, functions and powers within each other
inline constexpr std::size_t maximumFormulaParameters = 16;

/// The formula with the signs and brackets that were left out.
std::string shownReading(const ReadFormula& formula);

/// Throws FormulaError.
ReadFormula readFormula(std::string_view text, std::size_t variables);

} // namespace gradewise
