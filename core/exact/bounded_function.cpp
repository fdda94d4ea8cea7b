#include "core/exact/bounded_function.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace gradewise {

namespace {

/// Floating-point numbers counted from 0.
std::int64_t rank(double value) {
    const auto bits = std::bit_cast<std::int64_t>(value);
    return bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
}
double ranked(std::int64_t rank) {
    return std::bit_cast<double>(rank >= 0 ? rank : std::numeric_limits<std::int64_t>::min() - rank);
}

/// The first number of [low, high] behind those up to which `holds` says yes; `low` where it never does.
template <class Holds>
double firstBeyond(double low, double high, Holds holds) {
    if (!holds(low))
        return low;
    std::int64_t yes = rank(low);
    std::int64_t no = rank(high);
    while (yes + 1 < no) {
        const std::int64_t middle = std::midpoint(yes, no); // their difference may overflow
        (holds(ranked(middle)) ? yes : no) = middle;
    }
    return ranked(no);
}

} // namespace

BoundedFunction::BoundedFunction(Expression expression) : expression_(std::move(expression)) {
    if (expression_.nodes.empty())
        expression_.nodes.push_back({});
    for (const Expression::Node& node : expression_.nodes)
        constants_.push_back(node.is(operations::number) ? constantJet(node.constant) : Jet{});
}

Jet BoundedFunction::evaluate(const Enclosure& x, std::size_t node, bool derivatives) const {
    return evaluateAll(x, node, derivatives)[node];
}

std::vector<Jet> BoundedFunction::evaluateAll(const Enclosure& x, std::size_t node, bool derivatives) const {
    std::vector<Jet> jets(constants_.begin(), constants_.begin() + static_cast<std::ptrdiff_t>(node) + 1);
    for (std::size_t k = 0; k <= node; ++k) {
        const Expression::Node& one = expression_.nodes[k];
        if (one.is(operations::number))
            continue;
        if (one.is(operations::variable)) {
            jets[k] = variableJet(x);
            continue;
        }
        std::array<const Jet*, 3> arguments{};
        for (std::size_t i = 0; i < one.arguments.size(); ++i)
            arguments.at(i) = &jets[one.arguments[i]];
        if (one.is(operations::choose) && !holds(arguments[0]->value) && !fails(arguments[0]->value)) {
            const Jet yes = branch(x, one, *arguments[1], 1, derivatives);
            const Jet no = branch(x, one, *arguments[2], 2, derivatives);
            jets[k] = one.operation->jet(std::array{arguments[0], &yes, &no}.data(), derivatives);
        } else
            jets[k] = one.operation->jet(arguments.data(), derivatives);
    }
    return jets;
}

std::optional<std::string_view> BoundedFunction::trouble(const Enclosure& x) const {
    const std::vector<Jet> jets = evaluateAll(x, last(), true);
    // From the whole formula down to the first part that is to blame.
    std::size_t node = last();
    if (jets[node].regularity >= Regularity::Jumping)
        return std::nullopt;
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (const std::size_t argument : expression_.nodes[node].arguments)
            if (jets[argument].regularity <= jets[node].regularity) {
                node = argument;
                deeper = true;
                break;
            }
    }
    const Troubles& troubles = expression_.nodes[node].operation->troubles;
    return jets[node].regularity == Regularity::NoValue ? troubles.noValue : troubles.infinite;
}

/// A branch of a choice that is undecided. It may make no sense where it is not taken, as 1/(1 - x²) next to
/// |x| < 1: then it counts where it is.
Jet BoundedFunction::branch(const Enclosure& x, const Expression::Node& choice, const Jet& known,
                            std::size_t argument, bool derivatives) const {
    return known.regularity >= Regularity::Jumping ? known
                                                   : evaluate(where(x, choice.arguments[0], argument == 1),
                                                              choice.arguments[argument], derivatives);
}

/// A part of x that holds all floating-point numbers at which the condition holds (or fails).
Enclosure BoundedFunction::where(const Enclosure& x, std::size_t condition, bool holding) const {
    const auto cannotBe = [&](const Enclosure& part) {
        const Jet jet = evaluate(part, condition, false);
        return jet.regularity != Regularity::NoValue && (holding ? fails(jet.value) : holds(jet.value));
    };
    const double low = firstBeyond(x.low, x.high, [&](double end) { return cannotBe({x.low, end}); });
    const double high = -firstBeyond(-x.high, -low, [&](double end) { return cannotBe({-end, x.high}); });
    return {low, high};
}

} // namespace gradewise
