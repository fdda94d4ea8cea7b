// Bounds of a formula over an interval: of its values and of its first and second derivative.
#pragma once

#include "core/formula/expression.h"
#include "core/numerics/jet.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gradewise {

class BoundedFunction {
public:
    explicit BoundedFunction(Expression expression);

    /// Over the numbers of `x`.
    Jet over(const Enclosure& x) const { return evaluate(x, last(), true); }
    /// Values and regularity only, which is cheaper.
    Jet withoutSlopes(const Enclosure& x) const { return evaluate(x, last(), false); }
    /// Values wherever there are any.
    Enclosure values(const Enclosure& x) const { return withoutSlopes(x).value; }
    /// The end of a sentence on what makes the formula lose its values or its bounds within `x`: "a divisor
    /// may be 0"; nothing where it has finite values everywhere.
    std::optional<std::string_view> trouble(const Enclosure& x) const;
    /// Operations in the formula: what an evaluation costs.
    std::size_t operations() const { return expression_.nodes.size(); }
    const Expression& expression() const { return expression_; }

private:
    std::size_t last() const { return expression_.nodes.size() - 1; }
    Jet evaluate(const Enclosure& x, std::size_t node, bool derivatives) const;
    std::vector<Jet> evaluateAll(const Enclosure& x, std::size_t node, bool derivatives) const;
    Jet branch(const Enclosure& x, const Expression::Node& choice, const Jet& known, std::size_t argument,
               bool derivatives) const;
    Enclosure where(const Enclosure& x, std::size_t condition, bool holding) const;

    Expression expression_;
    std::vector<Jet> constants_; ///< by node; of others nothing
};

} // namespace gradewise
