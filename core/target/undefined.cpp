#include "core/target/undefined.h"

#include "core/formula/expression.h"
#include "core/target/target_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace gradewise {

namespace {

/// The first node without a value whose arguments have one.
std::optional<std::size_t> firstUndefined(const Expression& expression, const std::vector<double>& values) {
    for (std::size_t k = 0; k < values.size(); ++k)
        if (!std::isfinite(values[k]) &&
            std::ranges::all_of(expression.nodes[k].arguments,
                                [&values](std::size_t argument) { return std::isfinite(values[argument]); }))
            return k;
    return std::nullopt;
}

/// Where the value of the node changes its sign or is zero on the domain, or nothing.
std::optional<double> zeroOf(const Expression& expression, std::size_t node, Interval domain) {
    constexpr int cells = 2000;
    const auto at = [&](double x) { return nodeValues(expression, {&x, 1})[node]; };
    double left = domain.low;
    double leftValue = at(left);
    for (int i = 1; i <= cells; ++i) {
        if (leftValue == 0.0)
            return left;
        const double right = domain.low + domain.length() * i / cells;
        const double rightValue = at(right);
        if (leftValue * rightValue < 0.0) {
            double low = left;
            double high = right;
            for (int step = 0; step < 60; ++step) {
                const double middle = 0.5 * (low + high);
                if (at(middle) == 0.0)
                    return middle;
                ((at(middle) < 0.0) == (leftValue < 0.0) ? low : high) = middle;
            }
            const double zero = 0.5 * (low + high);
            return std::abs(zero) < 1e-12 * domain.length() ? 0.0 : zero;
        }
        left = right;
        leftValue = rightValue;
    }
    return leftValue == 0.0 ? std::optional(left) : std::nullopt;
}

/// p and q of a fraction p/q with a small odd q, or nothing.
std::optional<std::array<int, 2>> oddFraction(double value) {
    for (const int q : {3, 5, 7, 9}) {
        const double p = std::round(value * q);
        if (p != 0.0 && std::abs(p) < 100.0 && std::abs(value - p / q) <= 1e-15 * std::abs(value))
            return std::array{static_cast<int>(p), q};
    }
    return std::nullopt;
}

std::string powerSentence(const Expression& expression, std::size_t node, const std::vector<double>& values,
                          Interval domain) {
    const std::size_t baseNode = expression.nodes[node].arguments.at(0);
    const double base = values[baseNode];
    const double exponent = values[expression.nodes[node].arguments.at(1)];
    const bool plain = expression.nodes[baseNode].is(operations::variable);
    const std::string_view name = plain ? "x" : "…";
    if (base == 0.0)
        return exponent < 0.0 ? "There 0 is raised to a negative power, which is a pole." : "";
    if (base > 0.0)
        return {};
    const auto fraction = oddFraction(exponent);
    std::string sentence = fmt::format("There a negative number is raised to {:.6g}.", exponent);
    if (fraction) {
        const auto [p, q] = *fraction;
        sentence =
            fmt::format("There a negative number is raised to {}/{}, which has no real value here.", p, q);
        if (q == 3)
            sentence += std::abs(p) == 1 ? fmt::format(" The real cube root is cbrt({}).", name)
                                         : fmt::format(" The real one is cbrt({})^{}.", name,
                                                       p < 0 ? fmt::format("({})", p) : fmt::format("{}", p));
        else
            sentence += fmt::format(" The real one is {0}abs({1})^({2}/{3}).", p % 2 == 0 ? "" : "sign(…)*",
                                    name, p, q);
    }
    const auto pole = exponent < 0.0 ? zeroOf(expression, baseNode, domain) : std::nullopt;
    if (pole)
        sentence += fmt::format(" Whatever is written, x = {:.6g} is a pole.", *pole);
    return sentence;
}

std::string sentenceOf(const Expression& expression, std::size_t node, const std::vector<double>& values,
                       Interval domain) {
    const Expression::Node& place = expression.nodes[node];
    if (place.is(operations::power))
        return powerSentence(expression, node, values, domain);
    if (place.operation->troubles.undefined == nullptr)
        return {};
    std::array<double, 3> arguments{};
    for (std::size_t i = 0; i < place.arguments.size(); ++i)
        arguments.at(i) = values[place.arguments[i]];
    return std::string(place.operation->troubles.undefined(arguments.data()));
}

} // namespace

std::string whyUndefined(const TargetConfig& config, double x) {
    const auto made = expressionOf(config);
    const auto* const expression = std::get_if<Expression>(&made);
    if (expression == nullptr || config.domain.size() != 1)
        return {};
    const std::vector<double> values = nodeValues(*expression, {&x, 1});
    const auto node = firstUndefined(*expression, values);
    return node ? sentenceOf(*expression, *node, values, config.domain.front()) : std::string();
}

} // namespace gradewise
