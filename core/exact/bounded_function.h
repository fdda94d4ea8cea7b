// Bounds of a formula over an interval: of its values and of its first and second derivative.
#pragma once

#include "core/exact/enclosure.h"
#include "core/target/expression.h"

#include <vector>

namespace gradewise {

/// What is known of a function on an interval. `first` encloses all slopes between two points of it, so it is
/// finite across a kink and everything across a jump; `second` is everything across a kink.
struct Jet {
    Enclosure value;
    Enclosure first;
    Enclosure second;
};

class BoundedFunction {
public:
    explicit BoundedFunction(Expression expression);

    /// Over the numbers of `x`; points of it at which the formula has no value are left out.
    Jet over(const Enclosure& x) const { return evaluate(x, last(), true); }
    /// Values only, which is cheaper.
    Enclosure values(const Enclosure& x) const { return evaluate(x, last(), false).value; }
    /// Operations in the formula: what an evaluation costs.
    std::size_t operations() const { return expression_.nodes.size(); }
    const Expression& expression() const { return expression_; }

private:
    std::size_t last() const { return expression_.nodes.size() - 1; }
    Jet evaluate(const Enclosure& x, std::size_t node, bool derivatives) const;
    Jet undecided(const Enclosure& x, const Expression::Node& node, const Jet& yes, const Jet& no,
                  bool derivatives) const;
    Enclosure where(const Enclosure& x, std::size_t condition, bool holding) const;

    Expression expression_;
};

} // namespace gradewise
