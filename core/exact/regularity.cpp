#include "core/exact/regularity.h"

#include "core/exact/jet.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Regularity worse(Regularity a, Regularity b) {
    return std::min(a, b);
}

/// What a function that has a value for all arguments, infinite ones included, makes of its argument.
Regularity total(Regularity arguments, const Enclosure& value) {
    // A pole inside a bounded function is a jump: to either side there is another limit.
    return arguments == Regularity::Unbounded && value.bounded() ? Regularity::Jumping : arguments;
}

/// A function that has values for arguments in [low, high] only.
Regularity on(double low, double high, const Jet& a) {
    return a.value.low >= low && a.value.high <= high ? a.regularity : Regularity::NoValue;
}

/// A function that has no value at infinity.
Regularity ofFinite(const Jet& a) {
    return a.value.bounded() ? a.regularity : Regularity::NoValue;
}

Regularity ofSum(const Enclosure& a, const Enclosure& b, Regularity arguments) {
    const bool differ =
        (a.high == infinity && b.low == -infinity) || (a.low == -infinity && b.high == infinity);
    return differ ? Regularity::NoValue : arguments;
}

Regularity ofProduct(const Enclosure& a, const Enclosure& b, Regularity arguments) {
    const bool zeroTimesInfinity = (a.contains(0.0) && !b.bounded()) || (b.contains(0.0) && !a.bounded());
    return zeroTimesInfinity ? Regularity::NoValue : arguments;
}

Regularity ofQuotient(const Enclosure& a, const Enclosure& b, Regularity arguments) {
    if ((a.contains(0.0) && b.contains(0.0)) || (!a.bounded() && !b.bounded()))
        return Regularity::NoValue;
    return b.contains(0.0) ? worse(arguments, Regularity::Unbounded) : arguments;
}

Regularity ofPower(const Enclosure& base, const Enclosure& exponent, Regularity arguments) {
    const bool whole = exponent.isPoint() && isWhole(exponent.low);
    if (base.low < 0.0 && !whole)
        return Regularity::NoValue;
    if (!base.contains(0.0))
        return arguments;
    if (exponent.low < 0.0)
        return worse(arguments, Regularity::Unbounded);
    // 0^0 is 1, but 0^v is 0 for all v > 0.
    return exponent.low > 0.0 || whole ? arguments : worse(arguments, Regularity::Jumping);
}

/// Rounding and the like: constant between jumps.
Regularity ofSteps(Regularity argument, const Enclosure& value) {
    if (argument == Regularity::NoValue)
        return argument;
    return value.isPoint() ? Regularity::Continuous : worse(argument, Regularity::Jumping);
}

/// The one of two that is taken everywhere, else both.
Regularity ofSmaller(const Jet& a, const Enclosure& valueOfA, const Jet& b, const Enclosure& valueOfB) {
    const Regularity both = worse(a.regularity, b.regularity);
    if (both == Regularity::NoValue)
        return both;
    if (valueOfA.high <= valueOfB.low)
        return a.regularity;
    return valueOfB.high <= valueOfA.low ? b.regularity : both;
}

Regularity ofTruth(const Enclosure& value) {
    return value.isPoint() ? Regularity::Continuous : Regularity::Jumping;
}

Regularity withArguments(Operation operation, const Jet* const* arguments, const Enclosure& value) {
    const Jet& a = *arguments[0];
    const auto b = [arguments]() -> const Jet& { return *arguments[1]; };
    const auto both = [&] { return worse(a.regularity, b().regularity); };
    switch (operation) {
    case Operation::Constant:
    case Operation::Variable:
    case Operation::If:
        break; // not a matter of arguments alone
    case Operation::Add:
        return ofSum(a.value, b().value, both());
    case Operation::Subtract:
        return ofSum(a.value, -b().value, both());
    case Operation::Multiply:
        return ofProduct(a.value, b().value, both());
    case Operation::Divide:
        return ofQuotient(a.value, b().value, both());
    case Operation::Power:
        return ofPower(a.value, b().value, both());
    case Operation::Minimum:
        return ofSmaller(a, a.value, b(), b().value);
    case Operation::Maximum:
        return ofSmaller(a, -a.value, b(), -b().value);
    case Operation::Sign:
    case Operation::Step:
    case Operation::Floor:
    case Operation::Ceiling:
    case Operation::Round:
    case Operation::Truncate:
        return ofSteps(a.regularity, value);
    case Operation::Modulo:
        if (!a.value.bounded() || !b().value.bounded() || b().value.contains(0.0))
            return Regularity::NoValue;
        return turnsOf(a.value, b().value) ? both() : worse(both(), Regularity::Jumping);
    case Operation::SquareRoot:
    case Operation::Logarithm:
        return on(0.0, infinity, a);
    case Operation::Sine:
    case Operation::Cosine:
    case Operation::CardinalSine:
        return ofFinite(a);
    case Operation::Tangent:
        // No convention gives a value to its poles, as 1/0 has one, and no floating-point number is a pole.
        return value.bounded() ? a.regularity : Regularity::NoValue;
    case Operation::Arcsine:
    case Operation::Arccosine:
    case Operation::AreaTangent:
        return on(-1.0, 1.0, a);
    case Operation::AreaCosine:
        return on(1.0, infinity, a);
    case Operation::Arctangent2:
        // Elsewhere is the branch cut, and the origin.
        return b().value.low > 0.0 || a.value.low > 0.0 || a.value.high < 0.0
                   ? both()
                   : worse(both(), Regularity::Jumping);
    case Operation::Negate:
    case Operation::Absolute:
    case Operation::CubeRoot:
    case Operation::Exponential:
    case Operation::Arctangent:
    case Operation::HyperbolicSine:
    case Operation::HyperbolicCosine:
    case Operation::HyperbolicTangent:
    case Operation::AreaSine:
    case Operation::ErrorFunction:
        return a.regularity;
    case Operation::Less:
    case Operation::LessOrEqual:
    case Operation::Equal:
    case Operation::And:
    case Operation::Or:
    case Operation::Not:
        // Of what has no value a comparison is not true: it always has a value itself.
        return ofTruth(value);
    }
    return Regularity::NoValue;
}

} // namespace

Regularity regularityOf(Operation operation, const Jet* const* arguments, const Enclosure& value) {
    return total(withArguments(operation, arguments, value), value);
}

bool keepsContinuity(Operation operation) {
    switch (operation) {
    case Operation::Add:
    case Operation::Subtract:
    case Operation::Multiply:
    case Operation::Negate:
    case Operation::Minimum:
    case Operation::Maximum:
    case Operation::Absolute:
    case Operation::CubeRoot:
    case Operation::Exponential:
    case Operation::Sine:
    case Operation::Cosine:
    case Operation::Arctangent:
    case Operation::HyperbolicSine:
    case Operation::HyperbolicCosine:
    case Operation::HyperbolicTangent:
    case Operation::AreaSine:
    case Operation::CardinalSine:
    case Operation::ErrorFunction:
        return true;
    default:
        return false;
    }
}

ZeroSigns zerosOf(Operation operation, const Jet* const* arguments) {
    const Jet& a = *arguments[0];
    const auto scaled = [](const Jet& zero, const Enclosure& factor) -> ZeroSigns {
        if (factor.low > 0.0)
            return zero.zeros;
        return factor.high < 0.0 ? ZeroSigns{zero.zeros.minus, zero.zeros.plus} : ZeroSigns{};
    };
    switch (operation) {
    case Operation::Absolute:
    case Operation::Exponential:
        return {true, false};
    case Operation::Power: {
        const Enclosure& exponent = arguments[1]->value;
        const bool even = exponent.isPoint() && isWhole(exponent.low) && std::fmod(exponent.low, 2.0) == 0.0;
        return even ? ZeroSigns{true, false} : ZeroSigns{};
    }
    case Operation::Negate:
        return {a.zeros.minus, a.zeros.plus};
    case Operation::SquareRoot:
        return a.zeros;
    case Operation::Add: // only -0 + -0 is -0
        return {true, a.zeros.minus && arguments[1]->zeros.minus && a.value.contains(0.0)};
    case Operation::Subtract:
        return {true, a.zeros.minus && arguments[1]->zeros.plus && a.value.contains(0.0)};
    case Operation::Multiply:
        // A product of numbers that are not 0 may still underflow, with the sign that it has.
        return a.value.contains(0.0) ? scaled(a, arguments[1]->value) : scaled(*arguments[1], a.value);
    case Operation::Divide:
        return scaled(a, arguments[1]->value);
    default:
        return {};
    }
}

std::string_view whatHappens(Operation operation, Regularity regularity) {
    const bool noValue = regularity == Regularity::NoValue;
    switch (operation) {
    case Operation::Add:
    case Operation::Subtract:
        return noValue ? "infinity may be taken from infinity" : "a sum is too large";
    case Operation::Multiply:
        return noValue ? "0 may be multiplied by infinity" : "a product is too large";
    case Operation::Divide:
        return noValue ? "0 may be divided by 0, or infinity by infinity" : "a divisor may be 0";
    case Operation::Power:
        return noValue ? "a negative number may be raised to a power that is no whole number"
                       : "0 may have a negative exponent, or a power is too large";
    case Operation::Modulo:
        return "the remainder of an infinite number, or of a division by 0, may be taken";
    case Operation::SquareRoot:
        return "the root of a negative number may be taken";
    case Operation::Logarithm:
        return noValue ? "the logarithm of a negative number may be taken"
                       : "the logarithm of 0 may be taken";
    case Operation::Sine:
    case Operation::Cosine:
    case Operation::CardinalSine:
        return "the sine or cosine of an infinite number may be taken";
    case Operation::Tangent:
        return "tan has a pole or an infinite argument";
    case Operation::Arcsine:
    case Operation::Arccosine:
        return "the arcsine or arccosine of a number beyond 1 may be taken";
    case Operation::AreaCosine:
        return "acosh of a number below 1 may be taken";
    case Operation::AreaTangent:
        return noValue ? "atanh of a number beyond 1 may be taken" : "atanh of 1 or -1 may be taken";
    case Operation::Constant:
        return noValue ? "a number has no value" : "a number is infinite";
    default:
        return "a value is too large";
    }
}

} // namespace gradewise
