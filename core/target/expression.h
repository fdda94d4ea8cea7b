// A function of one variable as a tree of operations, for those who want more of it than values: ranges,
// derivatives, places where it bends. Read from the same text, by the same reader, as the formula itself.
#pragma once

#include "core/target/target.h"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace gradewise {

enum class Operation {
    Constant,
    Variable,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Power,
    Minimum,
    Maximum,
    Absolute,
    Sign,
    Step, ///< 0 below 0, else 1
    Floor,
    Ceiling,
    Round, ///< to the even neighbour
    Truncate,
    Modulo, ///< with the sign of the divisor
    SquareRoot,
    CubeRoot,
    Exponential,
    Logarithm, ///< natural
    Sine,
    Cosine,
    Tangent,
    Arcsine,
    Arccosine,
    Arctangent,
    Arctangent2, ///< of (y, x)
    HyperbolicSine,
    HyperbolicCosine,
    HyperbolicTangent,
    AreaSine,
    AreaCosine,
    AreaTangent,
    CardinalSine, ///< sin(πx)/(πx)
    ErrorFunction,
    Less, ///< comparisons and logic are 1 where they hold, else 0
    LessOrEqual,
    Equal,
    And,
    Or,
    Not,
    If, ///< (condition, value, value)
};

/// Nodes in an order in which arguments come first; the last one is the whole.
struct Expression {
    struct Node {
        Operation operation = Operation::Constant;
        double constant = 0.0;
        std::vector<std::size_t> arguments;
    };
    std::vector<Node> nodes;

    /// Where the formula is computed in another order than this tree's (a gallery target's code): rounding
    /// may then differ.
    bool rewritten = false;
};

/// The operation applied to numbers, as many as it takes; the arithmetic of the formulas.
double apply(Operation operation, const double* arguments);

/// f(x), up to rounding what the target says.
double valueAt(const Expression& expression, double x);

/// The target's formula with its parameters' values, or a sentence on why there is none: several variables or
/// outputs, a gallery target that no formula spells, a function that is not in the list above, an error.
std::variant<Expression, std::string> expressionOf(const TargetConfig& config);

} // namespace gradewise
