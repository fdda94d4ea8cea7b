#include "core/exact/jet.h"

#include "core/exact/regularity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace gradewise {

namespace {

Bounds constant(double value) {
    return {point(value), {}, {}};
}

// The rules below give bounds of values, and of derivatives as they are where the function is continuous;
// apply() takes the latter back where it may not be.

/// Values alone.
Bounds jump(const Enclosure& value) {
    return {value, everything, everything};
}
/// Continuous, with slopes of either side; the second derivative does not exist.
Bounds kink(const Enclosure& value, const Enclosure& slopes) {
    return {value, slopes, everything};
}

Enclosure times(double factor, const Enclosure& a) {
    return point(factor) * a;
}

Bounds sum(const Bounds& a, const Bounds& b) {
    return {a.value + b.value, a.first + b.first, a.second + b.second};
}
Bounds negative(const Bounds& a) {
    return {-a.value, -a.first, -a.second};
}
Bounds product(const Bounds& a, const Bounds& b, bool derivatives) {
    Bounds result{a.value * b.value, {}, {}};
    if (derivatives) {
        result.first = a.first * b.value + a.value * b.first;
        result.second = a.second * b.value + times(2.0, a.first * b.first) + a.value * b.second;
    }
    return result;
}
/// a / b, where a zero of b at an end may have the sign that no quotient of numbers has.
Enclosure divided(const Enclosure& a, const Jet& b) {
    const bool otherSign = (b.value.low == 0.0 && b.zeros.minus) || (b.value.high == 0.0 && b.zeros.plus);
    return b.value.contains(0.0) && otherSign ? everything : a / b.value;
}
Bounds quotient(const Bounds& a, const Bounds& b, const Enclosure& value, bool derivatives) {
    Bounds result{value, {}, {}};
    if (derivatives) {
        result.first = (a.first - result.value * b.first) / b.value;
        result.second = (a.second - times(2.0, result.first * b.first) - result.value * b.second) / b.value;
    }
    return result;
}

Bounds quotient(const Bounds& a, const Bounds& b, bool derivatives) {
    return quotient(a, b, a.value / b.value, derivatives);
}

/// φ(u) with φ', φ'' over the values of u.
template <class Derivatives>
Bounds chain(const Bounds& u, const Enclosure& value, bool derivatives, Derivatives of) {
    Bounds result{value, {}, {}};
    if (derivatives && !(u.first.isPoint() && u.first.low == 0.0)) {
        const auto [first, second] = of();
        result.first = first * u.first;
        result.second = second * square(u.first) + first * u.second;
    }
    return result;
}

struct Derivatives {
    Enclosure first;
    Enclosure second;
};

Enclosure notNegative(const Enclosure& a) {
    return maximum(a, point(0.0));
}

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

Bounds power(const Jet& u, const Bounds& v, bool derivatives) {
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

Bounds smaller(const Bounds& a, const Bounds& b) {
    if (a.value.high <= b.value.low)
        return a;
    if (b.value.high <= a.value.low)
        return b;
    return kink(minimum(a.value, b.value), hull(a.first, b.first));
}

Bounds absoluteOf(const Bounds& a) {
    if (a.value.low >= 0.0)
        return a;
    if (a.value.high <= 0.0)
        return negative(a);
    return kink(absolute(a.value), hull(a.first, -a.first));
}

template <class Function>
Bounds rounded(const Bounds& a, Function function) {
    const Enclosure value{function(a.value.low), function(a.value.high)};
    return value.isPoint() ? constant(value.low) : jump(value);
}

Bounds signOf(const Bounds& a) {
    return rounded(a, [](double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : 0.0); });
}

Bounds modulo(const Bounds& a, const Bounds& b, bool derivatives) {
    const Enclosure range = hull(point(0.0), b.value);
    const std::optional<double> turns = turnsOf(a.value, b.value);
    if (!turns)
        return jump(range);
    Bounds result = sum(a, product(constant(-*turns), b, derivatives));
    result.value = common(result.value, range);
    return result;
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

constexpr double halfPi = 0.5 * std::numbers::pi; ///< rounded down

Bounds arctangent2(const Bounds& y, const Bounds& x, bool derivatives) {
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

Bounds truth(bool certainly, bool certainlyNot) {
    if (certainly || certainlyNot)
        return constant(certainly ? 1.0 : 0.0);
    return jump({0.0, 1.0});
}

Bounds applied(Operation operation, const Jet* const* arguments, bool derivatives) {
    const Jet& a = *arguments[0];
    const auto b = [arguments]() -> const Jet& { return *arguments[1]; };
    switch (operation) {
    case Operation::Constant:
    case Operation::Variable:
    case Operation::If:
        break; // not computed from arguments alone
    case Operation::Add:
        return sum(a, b());
    case Operation::Subtract:
        return sum(a, negative(b()));
    case Operation::Multiply:
        return product(a, b(), derivatives);
    case Operation::Divide:
        return quotient(a, b(), divided(a.value, b()), derivatives);
    case Operation::Negate:
        return negative(a);
    case Operation::Power:
        return power(a, b(), derivatives);
    case Operation::Minimum:
        return smaller(a, b());
    case Operation::Maximum:
        return negative(smaller(negative(a), negative(b())));
    case Operation::Absolute:
        return absoluteOf(a);
    case Operation::Sign:
        return signOf(a);
    case Operation::Step:
        return rounded(a, [](double x) { return x < 0.0 ? 0.0 : 1.0; });
    case Operation::Floor:
        return rounded(a, [](double x) { return std::floor(x); });
    case Operation::Ceiling:
        return rounded(a, [](double x) { return std::ceil(x); });
    case Operation::Round:
        return rounded(a, [](double x) { return std::nearbyint(x); });
    case Operation::Truncate:
        return rounded(a, [](double x) { return std::trunc(x); });
    case Operation::Modulo:
        return modulo(a, b(), derivatives);
    case Operation::SquareRoot:
        return squareRootOf(a, derivatives);
    case Operation::CubeRoot:
        return cubeRootOf(a, derivatives);
    case Operation::Exponential:
        return exponentialOf(a, derivatives);
    case Operation::Logarithm:
        return logarithmOf(a, derivatives);
    case Operation::Sine:
        return sineOf(a, derivatives);
    case Operation::Cosine:
        return cosineOf(a, derivatives);
    case Operation::Tangent:
        return tangentOf(a, derivatives);
    case Operation::Arcsine:
        return arcsineOf(a, derivatives);
    case Operation::Arccosine:
        return arccosineOf(a, derivatives);
    case Operation::Arctangent:
        return arctangentOf(a, derivatives);
    case Operation::Arctangent2:
        return arctangent2(a, b(), derivatives);
    case Operation::HyperbolicSine: {
        const Enclosure value = hyperbolicSine(a.value);
        return chain(a, value, derivatives, [&] { return Derivatives{hyperbolicCosine(a.value), value}; });
    }
    case Operation::HyperbolicCosine: {
        const Enclosure value = hyperbolicCosine(a.value);
        return chain(a, value, derivatives, [&] { return Derivatives{hyperbolicSine(a.value), value}; });
    }
    case Operation::HyperbolicTangent:
        return hyperbolicTangentOf(a, derivatives);
    case Operation::AreaSine:
        return areaSineOf(a, derivatives);
    case Operation::AreaCosine:
        return areaCosineOf(a, derivatives);
    case Operation::AreaTangent:
        return areaTangentOf(a, derivatives);
    case Operation::CardinalSine:
        return cardinalSineOf(a, derivatives);
    case Operation::ErrorFunction:
        return errorFunctionOf(a, derivatives);
    case Operation::Less:
        return truth(a.value.high < b().value.low, a.value.low >= b().value.high);
    case Operation::LessOrEqual:
        return truth(a.value.high <= b().value.low, a.value.low > b().value.high);
    case Operation::Equal:
        return truth(a.value.isPoint() && b().value.isPoint() && a.value.low == b().value.low,
                     a.value.high < b().value.low || a.value.low > b().value.high);
    case Operation::And:
        return truth(holds(a.value) && holds(b().value), fails(a.value) || fails(b().value));
    case Operation::Or:
        return truth(holds(a.value) || holds(b().value), fails(a.value) && fails(b().value));
    case Operation::Not:
        return truth(fails(a.value), holds(a.value));
    }
    return jump(everything);
}

bool isTruth(Operation operation) {
    return operation >= Operation::Less && operation <= Operation::Not;
}

} // namespace

Jet constantJet(double value) {
    constexpr double largest = std::numeric_limits<double>::max();
    if (std::isnan(value))
        return {{everything, {}, {}}, Regularity::NoValue, {}};
    if (std::isinf(value))
        return {{value > 0.0 ? Enclosure{largest, value} : Enclosure{value, -largest}, {}, {}},
                Regularity::Unbounded,
                {}};
    return {{point(value), {}, {}}, Regularity::Continuous, {!std::signbit(value), std::signbit(value)}};
}

bool isWhole(double exponent) {
    return exponent == std::floor(exponent) && std::abs(exponent) <= 1e6;
}

std::optional<double> turnsOf(const Enclosure& a, const Enclosure& b) {
    const Enclosure turns = a / b;
    if (!b.isPoint() || !turns.bounded() || std::floor(turns.low) != std::floor(turns.high))
        return std::nullopt;
    return std::floor(turns.low);
}

bool holds(const Enclosure& condition) {
    return condition.low > 0.0 || condition.high < 0.0;
}
bool fails(const Enclosure& condition) {
    return condition.low == 0.0 && condition.high == 0.0;
}

Jet apply(Operation operation, const Jet* const* arguments, bool derivatives) {
    const auto worst = arguments[1] == nullptr ? arguments[0]->regularity
                                               : std::min(arguments[0]->regularity, arguments[1]->regularity);
    // What compares something without a value says either.
    Jet result{worst == Regularity::NoValue && isTruth(operation)
                   ? jump({0.0, 1.0})
                   : applied(operation, arguments, derivatives)};
    if (!(result.value.low <= result.value.high)) // one is NaN
        return {{everything, everything, everything}, Regularity::NoValue, {}};
    if (worst != Regularity::Continuous || !keepsContinuity(operation))
        result.regularity = regularityOf(operation, arguments, result.value);
    if (result.value.low == 0.0 || result.value.high == 0.0) // else nobody asks
        result.zeros = zerosOf(operation, arguments);
    if (!result.value.bounded())
        result.regularity = std::min(result.regularity, Regularity::Unbounded);
    if (result.regularity != Regularity::Continuous)
        result.first = result.second = everything;
    for (Enclosure* const part : {&result.first, &result.second})
        if (!(part->low <= part->high))
            *part = everything;
    return result;
}

} // namespace gradewise
