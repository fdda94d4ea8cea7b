#include "core/exact/spline_yardstick.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

namespace gradewise {

namespace {

constexpr int firstCells = 64;
constexpr std::size_t mostCells = 3000; ///< what is not resolved then is so fine that it hardly counts
constexpr double tolerance = 1e-4;      ///< relative, of the integrals
constexpr double narrowest = 1e-7;      ///< share of the interval at which an unbounded f'' is given up on

/// ∫ |f''|^½ and ∫ |f''|^⅖.
struct Integrals {
    double half = 0.0;
    double twoFifths = 0.0;
};

/// Gauss' rule with five points on [low, high].
Integrals gauss(const BoundedFunction& function, double low, double high) {
    constexpr std::array<double, 3> nodes = {0.0, 0.5384693101056831, 0.9061798459386640};
    constexpr std::array<double, 3> weights = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
    const double middle = 0.5 * (low + high);
    const double radius = 0.5 * (high - low);
    Integrals sum;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (const double side : {-1.0, 1.0}) {
            if (i == 0 && side > 0.0)
                continue;
            const Enclosure second = function.over(point(middle + side * radius * nodes.at(i))).second;
            const double size = std::abs(0.5 * (second.low + second.high));
            sum.half += radius * weights.at(i) * std::sqrt(size);
            sum.twoFifths += radius * weights.at(i) * std::pow(size, 0.4);
        }
    return sum;
}

struct Cell {
    double low;
    double high;
    Integrals whole;
};

} // namespace

double SplineYardstick::supWith(Index pieces) const {
    return sup / (static_cast<double>(pieces) * static_cast<double>(pieces));
}

double SplineYardstick::l2With(Index pieces) const {
    return l2 / (static_cast<double>(pieces) * static_cast<double>(pieces));
}

std::variant<SplineYardstick, std::string> splineYardstick(const Expression& expression,
                                                           const Interval& domain) {
    const BoundedFunction function(expression);
    std::vector<Cell> cells;
    double crude = 0.0;
    for (int i = 0; i < firstCells; ++i) {
        const auto edge = [&](int k) {
            return k == firstCells ? domain.high : domain.low + domain.length() * k / firstCells;
        };
        const Cell cell{edge(i), edge(i + 1), gauss(function, edge(i), edge(i + 1))};
        crude += std::isfinite(cell.whole.half) ? cell.whole.half : 0.0;
        cells.push_back(cell);
    }
    Integrals sum;
    std::size_t done = 0;
    while (!cells.empty()) {
        const Cell cell = cells.back();
        cells.pop_back();
        const double middle = 0.5 * (cell.low + cell.high);
        const bool bounded = function.over({cell.low, cell.high}).second.bounded();
        if (!bounded && cell.high - cell.low < narrowest * domain.length())
            return fmt::format("The target has no bounded second derivative near x = {:.4g}.", middle);
        const Integrals left = gauss(function, cell.low, middle);
        const Integrals right = gauss(function, middle, cell.high);
        const double share = (cell.high - cell.low) / domain.length();
        const double off = std::abs(left.half + right.half - cell.whole.half);
        ++done;
        if (bounded && (off <= tolerance * share * crude || done > mostCells)) {
            sum.half += left.half + right.half;
            sum.twoFifths += left.twoFifths + right.twoFifths;
            continue;
        }
        if (done > 2 * mostCells)
            return "The second derivative of the target could not be bounded with little work.";
        cells.push_back({cell.low, middle, left});
        cells.push_back({middle, cell.high, right});
    }
    const double l2 = std::pow(sum.twoFifths, 2.5) / std::sqrt(720.0 * domain.length());
    return SplineYardstick{sum.half * sum.half / 16.0, l2};
}

} // namespace gradewise
