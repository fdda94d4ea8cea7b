#include "core/numerics/regularity.h"

#include "core/numerics/jet_arithmetic.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

Regularity worse(Regularity a, Regularity b) {
    return std::min(a, b);
}
Regularity worse(const Jet& a, const Jet& b) {
    return worse(a.regularity, b.regularity);
}

/// A function that has values for arguments in [low, high] only.
Regularity on(double low, double high, const Jet& a) {
    return a.value.low >= low && a.value.high <= high ? a.regularity : Regularity::NoValue;
}

Regularity ofSumOfValues(const Enclosure& a, const Enclosure& b, Regularity arguments) {
    const bool differ = (a.high == everything.high && b.low == everything.low) ||
                        (a.low == everything.low && b.high == everything.high);
    return differ ? Regularity::NoValue : arguments;
}

/// The one of two that is taken everywhere, else both.
Regularity ofTheSmaller(const Jet& a, const Enclosure& valueOfA, const Jet& b, const Enclosure& valueOfB) {
    const Regularity both = worse(a, b);
    if (both == Regularity::NoValue)
        return both;
    if (valueOfA.high <= valueOfB.low)
        return a.regularity;
    return valueOfB.high <= valueOfA.low ? b.regularity : both;
}

/// The signs about a zero multiplied by a factor.
ZeroSigns scaled(const Jet& zero, const Enclosure& factor) {
    if (factor.low > 0.0)
        return zero.zeros;
    return factor.high < 0.0 ? ZeroSigns{zero.zeros.minus, zero.zeros.plus} : ZeroSigns{};
}

} // namespace

Regularity total(Regularity arguments, const Enclosure& value) {
    // A pole inside a bounded function is a jump: to either side there is another limit.
    return arguments == Regularity::Unbounded && value.bounded() ? Regularity::Jumping : arguments;
}

Regularity asArgument(const Jet& a, const Enclosure&) {
    return a.regularity;
}

Regularity ofFinite(const Jet& a, const Enclosure&) {
    return a.value.bounded() ? a.regularity : Regularity::NoValue;
}

Regularity fromZeroOn(const Jet& a, const Enclosure&) {
    return on(0.0, everything.high, a);
}

Regularity fromOneOn(const Jet& a, const Enclosure&) {
    return on(1.0, everything.high, a);
}

Regularity withinOne(const Jet& a, const Enclosure&) {
    return on(-1.0, 1.0, a);
}

Regularity ofSum(const Jet& a, const Jet& b, const Enclosure&) {
    return ofSumOfValues(a.value, b.value, worse(a, b));
}

Regularity ofDifference(const Jet& a, const Jet& b, const Enclosure&) {
    return ofSumOfValues(a.value, -b.value, worse(a, b));
}

Regularity ofProduct(const Jet& a, const Jet& b, const Enclosure&) {
    const bool zeroTimesInfinity =
        (a.value.contains(0.0) && !b.value.bounded()) || (b.value.contains(0.0) && !a.value.bounded());
    return zeroTimesInfinity ? Regularity::NoValue : worse(a, b);
}

Regularity ofQuotient(const Jet& a, const Jet& b, const Enclosure&) {
    if ((a.value.contains(0.0) && b.value.contains(0.0)) || (!a.value.bounded() && !b.value.bounded()))
        return Regularity::NoValue;
    return b.value.contains(0.0) ? worse(worse(a, b), Regularity::Unbounded) : worse(a, b);
}

Regularity ofPower(const Jet& base, const Jet& exponent, const Enclosure&) {
    const bool whole = exponent.value.isPoint() && isWhole(exponent.value.low);
    if (base.value.low < 0.0 && !whole)
        return Regularity::NoValue;
    if (!base.value.contains(0.0))
        return worse(base, exponent);
    if (exponent.value.low < 0.0)
        return worse(worse(base, exponent), Regularity::Unbounded);
    // 0^0 is 1, but 0^v is 0 for all v > 0.
    const bool continuous = exponent.value.low > 0.0 || whole;
    return continuous ? worse(base, exponent) : worse(worse(base, exponent), Regularity::Jumping);
}

Regularity ofSmaller(const Jet& a, const Jet& b, const Enclosure&) {
    return ofTheSmaller(a, a.value, b, b.value);
}

Regularity ofLarger(const Jet& a, const Jet& b, const Enclosure&) {
    return ofTheSmaller(a, -a.value, b, -b.value);
}

Regularity ofModulo(const Jet& a, const Jet& divisor, const Enclosure&) {
    if (!a.value.bounded() || !divisor.value.bounded() || divisor.value.contains(0.0))
        return Regularity::NoValue;
    return turnsOf(a.value, divisor.value) ? worse(a, divisor)
                                           : worse(worse(a, divisor), Regularity::Jumping);
}

Regularity ofTangent(const Jet& a, const Enclosure& value) {
    // No convention gives a value to its poles, as 1/0 has one, and no floating-point number is a pole.
    return value.bounded() ? a.regularity : Regularity::NoValue;
}

Regularity ofArctangent2(const Jet& y, const Jet& x, const Enclosure&) {
    // Elsewhere is the branch cut, and the origin.
    return x.value.low > 0.0 || y.value.low > 0.0 || y.value.high < 0.0
               ? worse(y, x)
               : worse(worse(y, x), Regularity::Jumping);
}

Regularity ofSteps(const Jet& a, const Enclosure& value) {
    if (a.regularity == Regularity::NoValue)
        return a.regularity;
    return value.isPoint() ? Regularity::Continuous : worse(a.regularity, Regularity::Jumping);
}

Regularity ofTruth(const Jet&, const Enclosure& value) {
    return value.isPoint() ? Regularity::Continuous : Regularity::Jumping;
}

ZeroSigns anyZero(const Jet&) {
    return {};
}

ZeroSigns plusZero(const Jet&) {
    return {true, false};
}

ZeroSigns zeroOfArgument(const Jet& a) {
    return a.zeros;
}

ZeroSigns zeroOfNegative(const Jet& a) {
    return {a.zeros.minus, a.zeros.plus};
}

ZeroSigns zeroOfSum(const Jet& a, const Jet& b) {
    return {true, a.zeros.minus && b.zeros.minus && a.value.contains(0.0)}; // only -0 + -0 is -0
}

ZeroSigns zeroOfDifference(const Jet& a, const Jet& b) {
    return {true, a.zeros.minus && b.zeros.plus && a.value.contains(0.0)};
}

ZeroSigns zeroOfProduct(const Jet& a, const Jet& b) {
    // A product of numbers that are not 0 may still underflow, with the sign that it has.
    return a.value.contains(0.0) ? scaled(a, b.value) : scaled(b, a.value);
}

ZeroSigns zeroOfQuotient(const Jet& a, const Jet& b) {
    return scaled(a, b.value);
}

ZeroSigns zeroOfPower(const Jet&, const Jet& exponent) {
    const double power = exponent.value.low;
    const bool even = exponent.value.isPoint() && isWhole(power) && std::fmod(power, 2.0) == 0.0;
    return even ? ZeroSigns{true, false} : ZeroSigns{};
}

} // namespace gradewise
