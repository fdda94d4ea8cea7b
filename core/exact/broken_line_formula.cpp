#include "core/exact/broken_line_formula.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr std::size_t mostCorners = 20000;

/// A broken line on the whole interval, by its values at its bends and at the two ends.
struct Line {
    std::vector<double> x;
    std::vector<double> y;
};
using MaybeLine = std::optional<Line>;

/// Values of a line at ascending places that include its own.
std::vector<double> valuesAt(const Line& line, const std::vector<double>& places) {
    std::vector<double> values;
    values.reserve(places.size());
    std::size_t k = 0;
    for (const double x : places) {
        while (k + 2 < line.x.size() && line.x[k + 1] <= x)
            ++k;
        const double share = (x - line.x[k]) / (line.x[k + 1] - line.x[k]);
        values.push_back(line.x[k + 1] == x ? line.y[k + 1]
                                            : line.y[k] + share * (line.y[k + 1] - line.y[k]));
    }
    return values;
}

std::vector<double> allPlaces(const Line& a, const Line& b) {
    std::vector<double> places;
    std::ranges::set_union(a.x, b.x, std::back_inserter(places));
    return places;
}

template <class Combine>
Line combined(const Line& a, const Line& b, Combine combine) {
    Line result{allPlaces(a, b), {}};
    const std::vector<double> left = valuesAt(a, result.x);
    const std::vector<double> right = valuesAt(b, result.x);
    for (std::size_t i = 0; i < left.size(); ++i)
        result.y.push_back(combine(left[i], right[i]));
    return result;
}

Line scaled(Line line, double factor) {
    for (double& y : line.y)
        y *= factor;
    return line;
}

/// |line|, which bends where the line is 0.
Line absolute(const Line& line) {
    Line result;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
        if (i > 0 && (line.y[i - 1] < 0.0) != (line.y[i] < 0.0) && line.y[i - 1] != 0.0 && line.y[i] != 0.0) {
            const double zero =
                line.x[i - 1] + (line.x[i] - line.x[i - 1]) * (line.y[i - 1] / (line.y[i - 1] - line.y[i]));
            if (zero > line.x[i - 1] && zero < line.x[i]) {
                result.x.push_back(zero);
                result.y.push_back(0.0);
            }
        }
        result.x.push_back(line.x[i]);
        result.y.push_back(std::abs(line.y[i]));
    }
    return result;
}

/// min(a, b) = (a + b - |a - b|) / 2, max with the other sign.
Line extreme(const Line& a, const Line& b, double sign) {
    const Line difference = absolute(combined(a, b, [](double p, double q) { return p - q; }));
    const Line sum = combined(a, b, [](double p, double q) { return p + q; });
    return scaled(combined(sum, difference, [sign](double p, double q) { return p + sign * q; }), 0.5);
}

MaybeLine lineOf(const Expression& expression, const Expression::Node& node,
                 const std::vector<MaybeLine>& lines, const Interval& domain) {
    const auto line = [&](std::size_t i) -> const MaybeLine& { return lines[node.arguments[i]]; };
    const auto number = [&](std::size_t i) -> std::optional<double> {
        const Expression::Node& argument = expression.nodes[node.arguments[i]];
        return argument.is(operations::number) ? std::optional(argument.constant) : std::nullopt;
    };
    for (std::size_t i = 0; i < node.arguments.size(); ++i)
        if (!line(i))
            return std::nullopt;
    if (node.is(operations::number))
        return Line{{domain.low, domain.high}, {node.constant, node.constant}};
    if (node.is(operations::variable))
        return Line{{domain.low, domain.high}, {domain.low, domain.high}};
    if (node.is(operations::add))
        return combined(*line(0), *line(1), [](double a, double b) { return a + b; });
    if (node.is(operations::subtract))
        return combined(*line(0), *line(1), [](double a, double b) { return a - b; });
    if (node.is(operations::negate))
        return scaled(*line(0), -1.0);
    if (node.is(operations::multiply) && number(0))
        return scaled(*line(1), *number(0));
    if (node.is(operations::multiply) && number(1))
        return scaled(*line(0), *number(1));
    if (node.is(operations::divide) && number(1))
        return scaled(*line(0), 1.0 / *number(1));
    if (node.is(operations::absolute))
        return absolute(*line(0));
    if (node.is(operations::smallest))
        return extreme(*line(0), *line(1), -1.0);
    if (node.is(operations::largest))
        return extreme(*line(0), *line(1), 1.0);
    return std::nullopt;
}

} // namespace

std::optional<std::vector<double>> bendsOf(const Expression& expression, const Interval& domain) {
    std::vector<MaybeLine> lines;
    for (const Expression::Node& node : expression.nodes) {
        lines.push_back(lineOf(expression, node, lines, domain));
        if (lines.back() && lines.back()->x.size() > mostCorners)
            return std::nullopt;
    }
    if (lines.empty() || !lines.back())
        return std::nullopt;
    const std::vector<double>& x = lines.back()->x;
    return std::vector<double>(x.begin() + 1, x.end() - 1);
}

} // namespace gradewise
