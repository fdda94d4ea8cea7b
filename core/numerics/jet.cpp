#include "core/numerics/jet.h"

#include "core/numerics/jet_arithmetic.h"

#include <cmath>
#include <limits>

namespace gradewise {

namespace {

/// a / b, where a zero of b at an end may have the sign that no quotient of numbers has.
Enclosure divided(const Enclosure& a, const Jet& b) {
    const bool otherSign = (b.value.low == 0.0 && b.zeros.minus) || (b.value.high == 0.0 && b.zeros.plus);
    return b.value.contains(0.0) && otherSign ? everything : a / b.value;
}

template <class Function>
Bounds rounded(const Bounds& a, Function function) {
    const Enclosure value{function(a.value.low), function(a.value.high)};
    return value.isPoint() ? constant(value.low) : jump(value);
}

/// What compares something without a value says either.
Bounds truth(const Jet& a, const Jet& b, bool certainly, bool certainlyNot) {
    const bool compares = std::min(a.regularity, b.regularity) > Regularity::NoValue;
    if (compares && (certainly || certainlyNot))
        return constant(certainly ? 1.0 : 0.0);
    return jump({0.0, 1.0});
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

Jet variableJet(const Enclosure& x) {
    return {{x, point(1.0), {}}, Regularity::Continuous, {true, x.low != 0.0 || std::signbit(x.low)}};
}

Jet unknownJet() {
    return {{everything, everything, everything}, Regularity::NoValue, {}};
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

Jet choiceOf(Jets a, bool) {
    const Jet& condition = *a[0];
    if (condition.regularity == Regularity::NoValue)
        return unknownJet();
    if (holds(condition.value))
        return *a[1];
    if (fails(condition.value))
        return *a[2];
    return {{hull(a[1]->value, a[2]->value), everything, everything},
            std::min({a[1]->regularity, a[2]->regularity, Regularity::Jumping}),
            {a[1]->zeros.plus || a[2]->zeros.plus, a[1]->zeros.minus || a[2]->zeros.minus}};
}

Bounds sumOf(const Bounds& a, const Bounds& b, bool) {
    return sum(a, b);
}

Bounds differenceOf(const Bounds& a, const Bounds& b, bool) {
    return sum(a, negative(b));
}

Bounds productOf(const Bounds& a, const Bounds& b, bool derivatives) {
    return product(a, b, derivatives);
}

Bounds quotientOf(const Bounds& a, const Jet& b, bool derivatives) {
    return quotient(a, b, divided(a.value, b), derivatives);
}

Bounds negativeOf(const Bounds& a, bool) {
    return negative(a);
}

Bounds smallerOf(const Bounds& a, const Bounds& b, bool) {
    if (a.value.high <= b.value.low)
        return a;
    if (b.value.high <= a.value.low)
        return b;
    return kink(minimum(a.value, b.value), hull(a.first, b.first));
}

Bounds largerOf(const Bounds& a, const Bounds& b, bool derivatives) {
    return negative(smallerOf(negative(a), negative(b), derivatives));
}

Bounds absoluteOf(const Bounds& a, bool) {
    if (a.value.low >= 0.0)
        return a;
    if (a.value.high <= 0.0)
        return negative(a);
    return kink(absolute(a.value), hull(a.first, -a.first));
}

Bounds signOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : 0.0); });
}

Bounds stepOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return x < 0.0 ? 0.0 : 1.0; });
}

Bounds floorOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return std::floor(x); });
}

Bounds ceilingOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return std::ceil(x); });
}

Bounds roundedOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return std::nearbyint(x); });
}

Bounds truncatedOf(const Bounds& a, bool) {
    return rounded(a, [](double x) { return std::trunc(x); });
}

Bounds moduloOf(const Bounds& a, const Bounds& b, bool derivatives) {
    const Enclosure range = hull(point(0.0), b.value);
    const std::optional<double> turns = turnsOf(a.value, b.value);
    if (!turns)
        return jump(range);
    Bounds result = sum(a, product(constant(-*turns), b, derivatives));
    result.value = common(result.value, range);
    return result;
}

Bounds lessOf(const Jet& a, const Jet& b, bool) {
    return truth(a, b, a.value.high < b.value.low, a.value.low >= b.value.high);
}

Bounds lessOrEqualOf(const Jet& a, const Jet& b, bool) {
    return truth(a, b, a.value.high <= b.value.low, a.value.low > b.value.high);
}

Bounds equalOf(const Jet& a, const Jet& b, bool) {
    return truth(a, b, a.value.isPoint() && b.value.isPoint() && a.value.low == b.value.low,
                 a.value.high < b.value.low || a.value.low > b.value.high);
}

Bounds bothOf(const Jet& a, const Jet& b, bool) {
    return truth(a, b, holds(a.value) && holds(b.value), fails(a.value) || fails(b.value));
}

Bounds eitherOf(const Jet& a, const Jet& b, bool) {
    return truth(a, b, holds(a.value) || holds(b.value), fails(a.value) && fails(b.value));
}

Bounds notOf(const Jet& a, bool) {
    return truth(a, a, fails(a.value), holds(a.value));
}

} // namespace gradewise
