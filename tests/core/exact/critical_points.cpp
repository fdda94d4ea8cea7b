#include "tests/core/exact/critical_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace gradewise {

namespace {

double signOf(double value) {
    return value > 0.0 ? 1.0 : (value < 0.0 ? -1.0 : 0.0);
}

/// A number that changes where something happens to the operation.
double stateOf(const Operation& operation, double value, const double* arguments) {
    if (std::isnan(value))
        return 1e300;
    if (std::isinf(value))
        return value > 0.0 ? 1e301 : -1e301;
    constexpr auto ownValues = std::to_array<std::string_view>(
        {"step", "floor", "ceil", "round", "trunc", "<", "<=", "==", "&&", "||", "!"});
    if (std::ranges::find(ownValues, operation.name) != ownValues.end())
        return value;
    if (operation.name == "min" || operation.name == "max" || operation.name == "-")
        return signOf(arguments[0] - arguments[1]);
    if (operation.name == "mod")
        return std::floor(arguments[0] / arguments[1]);
    return signOf(operation.name == "abs" ? arguments[0] : value);
}

class States {
public:
    States(const Expression& expression, double x) {
        const std::vector<double> values = nodeValues(expression, {&x, 1});
        states_.reserve(values.size());
        for (std::size_t k = 0; k < values.size(); ++k) {
            const Expression::Node& node = expression.nodes[k];
            std::array<double, 3> arguments{};
            for (std::size_t i = 0; i < node.arguments.size(); ++i)
                arguments.at(i) = values[node.arguments[i]];
            states_.push_back(stateOf(*node.operation, values[k], arguments.data()));
        }
    }
    double operator[](std::size_t node) const { return states_[node]; }

private:
    std::vector<double> states_;
};

} // namespace

std::vector<double> criticalPlaces(const Expression& expression, const Interval& domain, int cells,
                                   std::size_t most) {
    std::vector<double> places;
    double before = domain.low;
    States left(expression, before);
    for (int i = 1; i <= cells; ++i) {
        const double next =
            i == cells ? domain.high : domain.low + domain.length() * static_cast<double>(i) / cells;
        const States right(expression, next);
        for (std::size_t node = 0; node < expression.nodes.size() && places.size() < most; ++node) {
            if (left[node] == right[node])
                continue;
            double low = before;
            double high = next;
            for (int step = 0; step < 1100; ++step) {
                const double middle = low + 0.5 * (high - low);
                if (!(middle > low && middle < high))
                    break;
                (States(expression, middle)[node] == left[node] ? low : high) = middle;
            }
            places.push_back(high);
        }
        before = next;
        left = right;
    }
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

std::vector<double> crowdedAround(const std::vector<double>& places, const Interval& domain) {
    std::vector<double> points;
    const auto add = [&](double x) {
        if (x >= domain.low && x <= domain.high)
            points.push_back(x);
    };
    for (const double place : places) {
        add(place);
        double below = place;
        double above = place;
        for (int i = 0; i < 3; ++i) {
            add(below = std::nextafter(below, -infinity));
            add(above = std::nextafter(above, infinity));
        }
        for (int power = 1; power <= 16; ++power) {
            const double distance = domain.length() * std::pow(10.0, -power);
            for (const double share : {1.0, 0.37})
                for (const double side : {-1.0, 1.0})
                    add(place + side * share * distance);
        }
    }
    return points;
}

} // namespace gradewise
