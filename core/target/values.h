// The values of a target at points: whether they can be learned, and whether there is anything to learn.
#pragma once

#include "core/target/target.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// Squares of residuals must stay finite, and those of rounding errors must not vanish.
inline constexpr double maximumValue = 1e100;
inline constexpr double minimumSize = 1e-100; ///< that the largest |f| must reach, unless f is 0

/// Points that together hold those of the usual layouts: ends, the default grid, midpoints, open grid.
std::vector<Matrix> probePoints(const Domain& domain);

/// A point at which a target is not a number, infinite or beyond maximumValue.
struct BadPoint {
    Index output = 0;
    std::string where; ///< "x = 0"
    double value = 0.0;
    double x = 0.0; ///< of the first variable
};
/// What was seen at the columns of x (d × n).
struct SeenValues {
    std::optional<BadPoint> bad; ///< the first one
    double largest = 0.0;        ///< |f|, where there is no bad one
};
SeenValues lookAtValues(const Target& target, const Matrix& x);
/// "not a number (nan)", "infinite (-inf)", "1e+120".
std::string valueText(double value);

/// The formula of an output, or the gallery's target, to begin a sentence with.
std::string subjectOf(const TargetConfig& config, std::size_t output);
/// " with a = 2, b = 1"; empty where there are no names. Missing values are 1.
std::string valuesText(const std::vector<std::string>& names, const std::map<std::string, double>& values);

/// What leaves little or nothing to be learned, the less first.
enum class Nature {
    Zero,     ///< 0 at all points
    Constant, ///< the same at all points
    Linear,   ///< of degree 1 in the variables, up to rounding
    Other,
};
/// The nature of values y (t × n) at points x (d × n) that fill a box.
Nature natureOf(const Matrix& x, const Matrix& y);
/// As judged at probePoints().
Nature natureOf(const Target& target);
/// A sentence for people on what follows from that; empty for Other.
std::string describe(Nature nature);

} // namespace gradewise
