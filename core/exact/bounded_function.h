// Bounds of a formula over an interval: of its values and of its first and second derivative.
#pragma once

#include "core/exact/enclosure.h"
#include "core/target/expression.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gradewise {

/// What is certain of a function on a whole interval; each grade implies those before it. A slope bounds
/// nothing across a pole or a jump, however finite it is on either side, so that every operation hands this
/// fact on, as the decorations of IEEE 1788 (trv, def, dac) do. Infinity counts as a value here: a pole may
/// stand inside a bounded function, as in atan(1/x).
enum class Regularity {
    NoValue,    ///< nothing: at some points there may be no value, as 0/0 or log(-1)
    Unbounded,  ///< a value everywhere, which may be infinite
    Jumping,    ///< a finite value everywhere
    Continuous, ///< and no jump
};

/// Which zeros the floating-point evaluation may give: 1/0 and 1/-0 differ.
struct ZeroSigns {
    bool plus = true;
    bool minus = true;
};

/// Of a function on an interval: `value` encloses its values wherever it has one, `first` all slopes between
/// two points, so it is finite across a kink; `second` is everything across a kink.
struct Bounds {
    Enclosure value;
    Enclosure first;
    Enclosure second;
};

/// What is known of a function on an interval; slopes and second derivatives are everything unless it is
/// certainly continuous.
struct Jet : Bounds {
    Regularity regularity = Regularity::Continuous;
    ZeroSigns zeros = {};
};

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
    Jet undecided(const Enclosure& x, const Expression::Node& node, const Jet& yes, const Jet& no,
                  bool derivatives) const;
    Enclosure where(const Enclosure& x, std::size_t condition, bool holding) const;

    Expression expression_;
    std::vector<Jet> constants_; ///< by node; of others nothing
};

} // namespace gradewise
