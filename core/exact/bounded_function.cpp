#include "core/exact/bounded_function.h"

#include "core/exact/jet.h"

#include <array>
#include <cmath>
#include <utility>

namespace gradewise {

BoundedFunction::BoundedFunction(Expression expression) : expression_(std::move(expression)) {
    if (expression_.nodes.empty())
        expression_.nodes.push_back({});
}

Jet BoundedFunction::evaluate(const Enclosure& x, std::size_t node, bool derivatives) const {
    std::vector<Jet> jets(node + 1);
    for (std::size_t k = 0; k <= node; ++k) {
        const Expression::Node& one = expression_.nodes[k];
        if (one.operation == Operation::Constant) {
            jets[k] = {point(one.constant), {}, {}};
            continue;
        }
        if (one.operation == Operation::Variable) {
            jets[k] = {x, point(1.0), {}};
            continue;
        }
        std::array<const Jet*, 3> arguments{};
        for (std::size_t i = 0; i < one.arguments.size(); ++i)
            arguments.at(i) = &jets[one.arguments[i]];
        if (one.operation != Operation::If)
            jets[k] = apply(one.operation, arguments.data(), derivatives);
        else if (holds(arguments[0]->value))
            jets[k] = *arguments[1];
        else if (fails(arguments[0]->value))
            jets[k] = *arguments[2];
        else
            jets[k] = undecided(x, one, *arguments[1], *arguments[2], derivatives);
        for (Enclosure* const part : {&jets[k].value, &jets[k].first, &jets[k].second})
            if (std::isnan(part->low) || std::isnan(part->high))
                *part = everything;
    }
    return jets[node];
}

/// Both branches happen; there may be a jump between them.
Jet BoundedFunction::undecided(const Enclosure& x, const Expression::Node& node, const Jet& yes,
                               const Jet& no, bool derivatives) const {
    const auto branch = [&](const Jet& known, std::size_t argument, bool condition) {
        // A branch may make no sense where it is not taken, as 1/(1 - x²) next to |x| < 1.
        return known.value.bounded()
                   ? known.value
                   : evaluate(where(x, node.arguments[0], condition), node.arguments[argument], derivatives)
                         .value;
    };
    return {hull(branch(yes, 1, true), branch(no, 2, false)), everything, everything};
}

/// A part of x that holds all points at which the condition holds (or fails): the ends are cut off by halves.
Enclosure BoundedFunction::where(const Enclosure& x, std::size_t condition, bool holding) const {
    const auto cannotBe = [&](const Enclosure& part) {
        const Enclosure value = evaluate(part, condition, false).value;
        return holding ? fails(value) : holds(value);
    };
    constexpr int halvings = 60;
    Enclosure rest = x;
    double cut = x.high; // no [x.low, t] with t >= cut can be cut off
    for (int i = 0; i < halvings; ++i) {
        const double middle = 0.5 * (rest.low + cut);
        if (!(middle > rest.low && middle < cut))
            break;
        (cannotBe({rest.low, middle}) ? rest.low : cut) = middle;
    }
    cut = rest.low;
    for (int i = 0; i < halvings; ++i) {
        const double middle = 0.5 * (rest.high + cut);
        if (!(middle < rest.high && middle > cut))
            break;
        (cannotBe({middle, rest.high}) ? rest.high : cut) = middle;
    }
    return rest;
}

} // namespace gradewise
