// A formula as a tree of operations: whatever is asked of a formula, its values, bounds, slopes, kinks, how
// it was understood, is read from here.
#pragma once

#include "core/formula/operation.h"
#include "core/numbers/matrix.h"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

namespace gradewise {

/// Nodes in an order in which arguments come first; the last one is the whole.
struct Expression {
    struct Node {
        const Operation* operation = &operations::number;
        double constant = 0.0; ///< of a number
        std::size_t index = 0; ///< of a variable: 0 for x; of a parameter
        std::vector<std::size_t> arguments;

        bool is(const Operation& other) const { return operation == &other; }
    };
    std::vector<Node> nodes;

    /// Where the formula is computed in another order than this tree's (a gallery target's code): rounding
    /// may then differ.
    bool rewritten = false;
};

/// Builds a tree of operations that compute: others are written in terms of these, and operations on numbers
/// are carried out, as the evaluation carries them out.
class ExpressionBuilder {
public:
    std::size_t number(double value);
    std::size_t variable(std::size_t index);
    std::size_t make(const Operation& named, const std::vector<std::size_t>& arguments);

    bool isNumber(std::size_t node) const { return expression_.nodes[node].is(operations::number); }
    double valueOf(std::size_t number) const { return expression_.nodes[number].constant; }

    Expression finish(std::size_t root) &&;

private:
    std::size_t add(Expression::Node node);
    std::size_t folded(const Operation& operation, const std::vector<std::size_t>& arguments);

    Expression expression_;
};

/// A formula as it was read, with its parameters' values, to be computed.
Expression withValues(const Expression& formula, std::span<const double> parameters);

/// The values of all nodes at a point.
std::vector<double> nodeValues(const Expression& expression, std::span<const double> point);
/// f(x) of one variable.
double valueAt(const Expression& expression, double x);
/// Values (1 × n) at the columns of x (d × n), in batches that stay in the cache; of every point the same as
/// alone.
Matrix valuesAt(const Expression& expression, const Matrix& x);

} // namespace gradewise
