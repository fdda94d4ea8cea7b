// Arithmetic with bounds of a function on an interval: of its values and of its first and second derivative,
// and with what is certain of it there. Each operation takes the jets of its arguments and gives its own.
#pragma once

#include "core/numerics/enclosure.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <type_traits>

namespace gradewise {

/// What is certain of a function on a whole interval; each grade implies those before it. A slope bounds
/// nothing across a pole or a jump, however finite it is on either side, so that every operation hands this
/// fact on, as the decorations of IEEE 1788 (trv, def, dac) do. Infinity counts as a value here: a pole may
/// stand inside a bounded function, as in atan(1/x).
enum class Regularity {
    NoValue,    ///< nothing: at some points there may be no value, as 0/0 or log(-1)
    Unbounded,  ///< a value everywhere, which may be infinite
    Jumping,    ///< a finite value everywhere
    Continuous, ///< and no jump
};

/// Which zeros the floating-point evaluation may give: 1/0 and 1/-0 differ.
struct ZeroSigns {
    bool plus = true;
    bool minus = true;
};

/// What is known of a function on an interval: `value` encloses its values wherever it has one, `first` all
/// slopes between two points, so it is finite across a kink; `second` is everything across a kink.
struct Bounds {
    Enclosure value;
    Enclosure first;
    Enclosure second;
};

/// What is known of a function on an interval; slopes and second derivatives are everything unless it is
/// certainly continuous.
struct Jet : Bounds {
    Regularity regularity = Regularity::Continuous;
    ZeroSigns zeros = {};
};

/// The arguments of an operation, three of them; those that it does not take are null.
using Jets = const Jet* const*;

/// A number, also one that is infinite or none.
Jet constantJet(double value);
/// x itself.
Jet variableJet(const Enclosure& x);
/// Where nothing is known.
Jet unknownJet();

/// What a condition says on the whole interval.
bool holds(const Enclosure& condition);
bool fails(const Enclosure& condition);

// Bounds of values, and of derivatives as they are where the function is continuous; without `derivatives`
// first and second are left as they are.
Bounds sumOf(const Bounds& a, const Bounds& b, bool derivatives);
Bounds differenceOf(const Bounds& a, const Bounds& b, bool derivatives);
Bounds productOf(const Bounds& a, const Bounds& b, bool derivatives);
Bounds quotientOf(const Bounds& a, const Jet& b, bool derivatives);
Bounds negativeOf(const Bounds& a, bool derivatives);
Bounds powerOf(const Jet& base, const Bounds& exponent, bool derivatives);
Bounds smallerOf(const Bounds& a, const Bounds& b, bool derivatives);
Bounds largerOf(const Bounds& a, const Bounds& b, bool derivatives);
Bounds absoluteOf(const Bounds& a, bool derivatives);
Bounds signOf(const Bounds& a, bool derivatives);
Bounds stepOf(const Bounds& a, bool derivatives);
Bounds floorOf(const Bounds& a, bool derivatives);
Bounds ceilingOf(const Bounds& a, bool derivatives);
Bounds roundedOf(const Bounds& a, bool derivatives); ///< to the even neighbour
Bounds truncatedOf(const Bounds& a, bool derivatives);
Bounds moduloOf(const Bounds& a, const Bounds& divisor, bool derivatives);
Bounds squareRootOf(const Bounds& a, bool derivatives);
Bounds cubeRootOf(const Bounds& a, bool derivatives);
Bounds exponentialOf(const Bounds& a, bool derivatives);
Bounds logarithmOf(const Bounds& a, bool derivatives);
Bounds sineOf(const Bounds& a, bool derivatives);
Bounds cosineOf(const Bounds& a, bool derivatives);
Bounds tangentOf(const Bounds& a, bool derivatives);
Bounds arcsineOf(const Bounds& a, bool derivatives);
Bounds arccosineOf(const Bounds& a, bool derivatives);
Bounds arctangentOf(const Bounds& a, bool derivatives);
Bounds arctangent2Of(const Bounds& y, const Bounds& x, bool derivatives);
Bounds hyperbolicSineOf(const Bounds& a, bool derivatives);
Bounds hyperbolicCosineOf(const Bounds& a, bool derivatives);
Bounds hyperbolicTangentOf(const Bounds& a, bool derivatives);
Bounds areaSineOf(const Bounds& a, bool derivatives);
Bounds areaCosineOf(const Bounds& a, bool derivatives);
Bounds areaTangentOf(const Bounds& a, bool derivatives);
Bounds cardinalSineOf(const Bounds& a, bool derivatives); ///< sin(πa)/(πa)
Bounds errorFunctionOf(const Bounds& a, bool derivatives);
// Comparisons and logic are 1 where they hold, else 0. What compares something without a value says either.
Bounds lessOf(const Jet& a, const Jet& b, bool derivatives);
Bounds lessOrEqualOf(const Jet& a, const Jet& b, bool derivatives);
Bounds equalOf(const Jet& a, const Jet& b, bool derivatives);
Bounds bothOf(const Jet& a, const Jet& b, bool derivatives);
Bounds eitherOf(const Jet& a, const Jet& b, bool derivatives);
Bounds notOf(const Jet& a, bool derivatives);

/// (condition, value, value): of both where the condition is undecided, with a jump between them.
Jet choiceOf(Jets arguments, bool derivatives);

/// A rule applied to as many arguments as it takes.
template <auto rule, class... Last>
auto applied(Jets arguments, Last... last) {
    if constexpr (std::is_invocable_v<decltype(rule), const Jet&, Last...>)
        return rule(*arguments[0], last...);
    else
        return rule(*arguments[0], *arguments[1], last...);
}

/// That of a function that has a value for all arguments, infinite ones included.
Regularity total(Regularity arguments, const Enclosure& value);

/// Takes back what does not follow from `result`: derivatives of what may not be continuous, ends that are
/// not numbers.
inline void makeConsistent(Jet& result) {
    if (!result.value.bounded())
        result.regularity = std::min(result.regularity, Regularity::Unbounded);
    if (result.regularity != Regularity::Continuous)
        result.first = result.second = everything;
    for (Enclosure* const part : {&result.first, &result.second})
        if (!(part->low <= part->high))
            *part = everything;
}

/// The jet of an operation from its rules (regularity.h has those of regularity and zeros). Where it `keeps`
/// the continuity of its arguments, however large it gets, its regularity is asked for only if they are not
/// continuous.
template <auto bounds, auto regularity, auto zeros, bool keeps>
Jet jetOf(Jets arguments, bool derivatives) {
    Jet result{applied<bounds>(arguments, derivatives)};
    if (!(result.value.low <= result.value.high)) // one is NaN
        return unknownJet();
    const Regularity worst = arguments[1] == nullptr
                                 ? arguments[0]->regularity
                                 : std::min(arguments[0]->regularity, arguments[1]->regularity);
    if (worst != Regularity::Continuous || !keeps)
        result.regularity = total(applied<regularity>(arguments, std::cref(result.value)), result.value);
    if (result.value.low == 0.0 || result.value.high == 0.0) // else nobody asks
        result.zeros = applied<zeros>(arguments);
    makeConsistent(result);
    return result;
}

} // namespace gradewise
