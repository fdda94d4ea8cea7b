// Powers, exponentials, trigonometry and their like.
#include "core/numerics/jet_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace gradewise {

namespace {

constexpr double halfPi = 0.5 * std::numbers::pi; ///< rounded down

/// u^(p - k), k = 1, 2, where p - k may be rounded.
Enclosure powerBelow(const Enclosure& u, double p, double k) {
    const double exponent = p - k;
    const double off = std::abs((exponent + k) - p) + std::abs((p - exponent) - k);
    // |log u| is less than 750.
    const double share = off > 0.0 ? 750.0 * std::numeric_limits<double>::epsilon() * (std::abs(p) + k) : 0.0;
    return realPower(u, exponent) * Enclosure{1.0 - share, 1.0 + share};
}

Bounds constantPower(const Bounds& u, double p, bool derivatives) {
    if (isWhole(p)) {
        const int n = static_cast<int>(p);
        const bool eitherSide = n < 0 && n % 2 != 0 && u.value.contains(0.0);
        return chain(u, eitherSide ? everything : wholePower(u.value, n), derivatives, [&] {
            return Derivatives{times(p, wholePower(u.value, n - 1)),
                               n == 1 ? Enclosure{} : times(p * (p - 1.0), wholePower(u.value, n - 2))};
        });
    }
    return chain(u, realPower(u.value, p), derivatives, [&] {
        return Derivatives{times(p, powerBelow(u.value, p, 1.0)),
                           point(p) * (point(p) - point(1.0)) * powerBelow(u.value, p, 2.0)};
    });
}

/// u^v where u is not negative: monotone in u and in v.
Enclosure corners(const Enclosure& u, const Enclosure& v) {
    return hull(hull(realPower(point(u.low), v.low), realPower(point(u.low), v.high)),
                hull(realPower(point(u.high), v.low), realPower(point(u.high), v.high)));
}

bool hasNegativeOdd(const Enclosure& exponents) {
    const double whole = std::floor(std::min(exponents.high, -1.0));
    const double odd = std::fmod(whole, 2.0) == 0.0 ? whole - 1.0 : whole;
    return odd >= exponents.low;
}

} // namespace

Bounds exponentialOf(const Bounds& u, bool derivatives) {
    const Enclosure value = exponential(u.value);
    return chain(u, value, derivatives, [&] { return Derivatives{value, value}; });
}

Bounds logarithmOf(const Bounds& u, bool derivatives) {
    return chain(u, logarithm(u.value), derivatives, [&] {
        const Enclosure inverse = point(1.0) / notNegative(u.value);
        return Derivatives{inverse, -square(inverse)};
    });
}

Bounds powerOf(const Jet& u, const Bounds& v, bool derivatives) {
    if (u.value.low == 0.0 && u.zeros.minus && hasNegativeOdd(v.value))
        return jump(everything); // 0^-1 is infinity, (-0)^-1 is minus infinity
    if (v.value.isPoint() && v.first.isPoint() && v.first.low == 0.0)
        return constantPower(u, v.value.low, derivatives);
    if (u.value.low < 0.0)
        return jump(everything); // only whole exponents have a value here
    if (u.value.low == 0.0)
        return jump(corners(u.value, v.value));
    return exponentialOf(product(v, logarithmOf(u, derivatives), derivatives), derivatives);
}

Bounds squareRootOf(const Bounds& u, bool derivatives) {
    const Enclosure root = squareRoot(u.value);
    return chain(u, root, derivatives, [&] {
        return Derivatives{point(0.5) / root, point(-0.25) / (root * square(root))};
    });
}

Bounds cubeRootOf(const Bounds& u, bool derivatives) {
    const Enclosure root = cubeRoot(u.value);
    return chain(u, root, derivatives, [&] {
        const Enclosure third = point(3.0);
        return Derivatives{point(1.0) / (third * square(root)),
                           point(-2.0) / (times(9.0, wholePower(root, 5)))};
    });
}

Bounds sineOf(const Bounds& u, bool derivatives) {
    const Enclosure value = sine(u.value);
    return chain(u, value, derivatives, [&] { return Derivatives{cosine(u.value), -value}; });
}

Bounds cosineOf(const Bounds& u, bool derivatives) {
    const Enclosure value = cosine(u.value);
    return chain(u, value, derivatives, [&] { return Derivatives{-sine(u.value), -value}; });
}

Bounds tangentOf(const Bounds& u, bool derivatives) {
    const Enclosure value = tangent(u.value);
    return chain(u, value, derivatives, [&] {
        const Enclosure first = point(1.0) + square(value);
        return Derivatives{first, times(2.0, value * first)};
    });
}

Bounds arcsineOf(const Bounds& u, bool derivatives) {
    return chain(u, arcsine(u.value), derivatives, [&] {
        const Enclosure rest = notNegative(point(1.0) - square(u.value));
        const Enclosure root = squareRoot(rest);
        return Derivatives{point(1.0) / root, u.value / (root * rest)};
    });
}

Bounds arccosineOf(const Bounds& u, bool derivatives) {
    Bounds result = negative(arcsineOf(u, derivatives));
    result.value = arccosine(u.value);
    return result;
}

Bounds arctangentOf(const Bounds& u, bool derivatives) {
    return chain(u, arctangent(u.value), derivatives, [&] {
        const Enclosure first = point(1.0) / (point(1.0) + square(u.value));
        return Derivatives{first, times(-2.0, u.value * square(first))};
    });
}

Bounds hyperbolicSineOf(const Bounds& u, bool derivatives) {
    const Enclosure value = hyperbolicSine(u.value);
    return chain(u, value, derivatives, [&] { return Derivatives{hyperbolicCosine(u.value), value}; });
}

Bounds hyperbolicCosineOf(const Bounds& u, bool derivatives) {
    const Enclosure value = hyperbolicCosine(u.value);
    return chain(u, value, derivatives, [&] { return Derivatives{hyperbolicSine(u.value), value}; });
}

Bounds hyperbolicTangentOf(const Bounds& u, bool derivatives) {
    const Enclosure value = hyperbolicTangent(u.value);
    return chain(u, value, derivatives, [&] {
        const Enclosure first = notNegative(point(1.0) - square(value));
        return Derivatives{first, times(-2.0, value * first)};
    });
}

Bounds areaSineOf(const Bounds& u, bool derivatives) {
    return chain(u, areaSine(u.value), derivatives, [&] {
        const Enclosure sum = point(1.0) + square(u.value);
        const Enclosure root = squareRoot(sum);
        return Derivatives{point(1.0) / root, -u.value / (root * sum)};
    });
}

Bounds areaCosineOf(const Bounds& u, bool derivatives) {
    return chain(u, areaCosine(u.value), derivatives, [&] {
        const Enclosure rest = notNegative(square(u.value) - point(1.0));
        const Enclosure root = squareRoot(rest);
        return Derivatives{point(1.0) / root, -notNegative(u.value) / (root * rest)};
    });
}

Bounds areaTangentOf(const Bounds& u, bool derivatives) {
    return chain(u, areaTangent(u.value), derivatives, [&] {
        const Enclosure first = point(1.0) / notNegative(point(1.0) - square(u.value));
        return Derivatives{first, times(2.0, u.value * square(first))};
    });
}

Bounds errorFunctionOf(const Bounds& u, bool derivatives) {
    return chain(u, errorFunction(u.value), derivatives, [&] {
        const Enclosure first = times(2.0 * std::numbers::inv_sqrtpi, exponential(-square(u.value)));
        return Derivatives{first, times(-2.0, u.value * first)};
    });
}

/// sin θ / θ is the mean of cos tθ over t in [0, 1], so its derivatives are means too: near 0, where the
/// quotient says nothing, they give |(sin θ/θ)'| <= |θ|/3 and (sin θ/θ)'' in [-1/3, -1/3 + θ²/10].
Bounds cardinalSineOf(const Bounds& x, bool derivatives) {
    const Bounds angle = product(constant(std::numbers::pi), x, derivatives);
    const double size = angle.value.size();
    if (angle.value.low > 0.5 || angle.value.high < -0.5)
        return quotient(sineOf(angle, derivatives), angle, derivatives);
    const Enclosure squared = square(point(size));
    const double least = std::max(-0.25, (point(1.0) - squared / point(6.0)).low);
    Enclosure value{least, 1.0};
    if (!angle.value.contains(0.0)) // the quotient, itself rounded, says more of narrow intervals
        value = common(sine(angle.value) / angle.value,
                       {least - 4.0 * std::numeric_limits<double>::epsilon(), 1.0});
    return chain(angle, value, derivatives, [&] {
        const double slope = std::min(0.5, size * 0.33333334);
        const bool falls = angle.value.low >= 0.0 && size <= 3.0;
        const bool rises = angle.value.high <= 0.0 && size <= 3.0;
        return Derivatives{{rises ? 0.0 : -slope, falls ? 0.0 : slope},
                           {-0.33333334, std::min(0.33333334, -0.33333333 + squared.high * 0.10000001)}};
    });
}

Bounds arctangent2Of(const Bounds& y, const Bounds& x, bool derivatives) {
    if (x.value.low > 0.0)
        return arctangentOf(quotient(y, x, derivatives), derivatives);
    const Bounds rest = negative(arctangentOf(quotient(x, y, derivatives), derivatives));
    const Enclosure quarter = arctangent(everything);
    if (y.value.low > 0.0)
        return sum({Enclosure{halfPi, quarter.high}, {}, {}}, rest);
    if (y.value.high < 0.0)
        return sum({Enclosure{quarter.low, -halfPi}, {}, {}}, rest);
    return jump(quarter + quarter);
}

} // namespace gradewise
