// Library functions of enclosures, and powers with any exponent.
#include "core/numerics/enclosure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

/// The library's functions are good to four units in the last place: glibc's manual lists one to two for
/// those used here and four for cbrt. Measured against long double at a million arguments each: sin, cos,
/// tan, exp, log, pow and the arcs 0.6, sinh, cosh, asinh, acosh, atanh, erf 1.9, tanh 2.1, cbrt 3.1. The
/// gamma function (10) has no enclosure.
constexpr double libraryError = 4.0 * std::numeric_limits<double>::epsilon();
constexpr double tiny = 4.0 * std::numeric_limits<double>::denorm_min();

/// A library function's value at the ends of an increasing stretch.
Enclosure around(double low, double high) {
    constexpr double largest = std::numeric_limits<double>::max();
    if (std::isnan(low) || std::isnan(high))
        return everything;
    low = std::min(low, largest); // overflow: the value is at least that
    high = std::max(high, -largest);
    return {low == 0.0 ? -0.0 : low - std::abs(low) * libraryError - tiny,
            high == 0.0 ? 0.0 : high + std::abs(high) * libraryError + tiny};
}

template <class Function>
Enclosure increasing(const Enclosure& a, Function function) {
    return around(function(a.low), function(a.high));
}

/// A -0 becomes 0: powers of the two differ.
Enclosure atLeast(const Enclosure& a, double bound) {
    return {std::max(a.low, bound) + 0.0, std::max(a.high, bound) + 0.0};
}
Enclosure within(const Enclosure& a, double low, double high) {
    return {std::clamp(a.low, low, high), std::clamp(a.high, low, high)};
}

/// Whether some offset + 2πk lies in `a`, or so near that rounding cannot tell.
bool hits(const Enclosure& a, double offset) {
    constexpr double turn = 2.0 * std::numbers::pi;
    const double from = (a.low - offset) / turn;
    const double to = (a.high - offset) / turn;
    const double slack = 1e-15 * (4.0 + std::abs(from) + std::abs(to));
    return std::ceil(from - slack) <= std::floor(to + slack);
}

} // namespace

Enclosure wholePower(const Enclosure& a, int n) {
    if (n < 0)
        return point(1.0) / wholePower(a, -n);
    if (n == 0)
        return point(1.0);
    if (n == 1)
        return a;
    if (n == 2)
        return square(a);
    const auto power = [n](double x) { return std::pow(x, n); };
    if (n % 2 == 0) {
        const Enclosure size = absolute(a);
        return atLeast(increasing(size, power), 0.0);
    }
    return increasing(a, power);
}

Enclosure realPower(const Enclosure& a, double p) {
    if (a.high < 0.0)
        return everything;
    const Enclosure base = atLeast(a, 0.0);
    const auto power = [p](double x) { return std::pow(x, p); };
    if (p >= 0.0)
        return atLeast(increasing(base, power), 0.0);
    return atLeast(around(power(base.high), power(base.low)), 0.0);
}

Enclosure cubeRoot(const Enclosure& a) {
    return increasing(a, [](double x) { return std::cbrt(x); });
}

Enclosure exponential(const Enclosure& a) {
    return atLeast(increasing(a, [](double x) { return std::exp(x); }), 0.0);
}

Enclosure logarithm(const Enclosure& a) {
    if (a.high < 0.0)
        return everything;
    return increasing(atLeast(a, 0.0), [](double x) { return std::log(x); });
}

Enclosure sine(const Enclosure& a) {
    if (!a.bounded() || a.width() >= 2.0 * std::numbers::pi)
        return {-1.0, 1.0};
    const double left = std::sin(a.low);
    const double right = std::sin(a.high);
    Enclosure result = around(std::min(left, right), std::max(left, right));
    if (hits(a, 0.5 * std::numbers::pi))
        result.high = 1.0;
    if (hits(a, -0.5 * std::numbers::pi))
        result.low = -1.0;
    return within(result, -1.0, 1.0);
}

Enclosure cosine(const Enclosure& a) {
    if (!a.bounded() || a.width() >= 2.0 * std::numbers::pi)
        return {-1.0, 1.0};
    const double left = std::cos(a.low);
    const double right = std::cos(a.high);
    Enclosure result = around(std::min(left, right), std::max(left, right));
    if (hits(a, 0.0))
        result.high = 1.0;
    if (hits(a, std::numbers::pi))
        result.low = -1.0;
    return within(result, -1.0, 1.0);
}

Enclosure tangent(const Enclosure& a) {
    if (!a.bounded() || a.width() >= std::numbers::pi || hits(a, 0.5 * std::numbers::pi) ||
        hits(a, -0.5 * std::numbers::pi))
        return everything;
    return increasing(a, [](double x) { return std::tan(x); });
}

Enclosure arcsine(const Enclosure& a) {
    if (a.low > 1.0 || a.high < -1.0)
        return everything;
    return increasing(within(a, -1.0, 1.0), [](double x) { return std::asin(x); });
}

Enclosure arccosine(const Enclosure& a) {
    if (a.low > 1.0 || a.high < -1.0)
        return everything;
    const Enclosure argument = within(a, -1.0, 1.0);
    return atLeast(around(std::acos(argument.high), std::acos(argument.low)), 0.0);
}

Enclosure arctangent(const Enclosure& a) {
    return increasing(a, [](double x) { return std::atan(x); });
}

Enclosure hyperbolicSine(const Enclosure& a) {
    return increasing(a, [](double x) { return std::sinh(x); });
}

Enclosure hyperbolicCosine(const Enclosure& a) {
    return atLeast(increasing(absolute(a), [](double x) { return std::cosh(x); }), 1.0);
}

Enclosure hyperbolicTangent(const Enclosure& a) {
    return within(increasing(a, [](double x) { return std::tanh(x); }), -1.0, 1.0);
}

Enclosure areaSine(const Enclosure& a) {
    return increasing(a, [](double x) { return std::asinh(x); });
}

Enclosure areaCosine(const Enclosure& a) {
    if (a.high < 1.0)
        return everything;
    return atLeast(increasing(atLeast(a, 1.0), [](double x) { return std::acosh(x); }), 0.0);
}

Enclosure areaTangent(const Enclosure& a) {
    if (a.low > 1.0 || a.high < -1.0)
        return everything;
    return increasing(within(a, -1.0, 1.0), [](double x) { return std::atanh(x); });
}

Enclosure errorFunction(const Enclosure& a) {
    return within(increasing(a, [](double x) { return std::erf(x); }), -1.0, 1.0);
}

} // namespace gradewise
