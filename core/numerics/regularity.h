// Where a function has a value, where it is finite, where it is continuous: what each operation makes of
// these facts, and which zeros it may give. `value` encloses the operation's values.
#pragma once

#include "core/numerics/jet.h"

namespace gradewise {

/// As regular as its argument.
Regularity asArgument(const Jet& a, const Enclosure& value);
/// A function that has no value at infinity.
Regularity ofFinite(const Jet& a, const Enclosure& value);
// Functions that have values for some arguments only.
Regularity fromZeroOn(const Jet& a, const Enclosure& value);
Regularity fromOneOn(const Jet& a, const Enclosure& value);
Regularity withinOne(const Jet& a, const Enclosure& value); ///< of -1 … 1

Regularity ofSum(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofDifference(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofProduct(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofQuotient(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofPower(const Jet& base, const Jet& exponent, const Enclosure& value);
Regularity ofSmaller(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofLarger(const Jet& a, const Jet& b, const Enclosure& value);
Regularity ofModulo(const Jet& a, const Jet& divisor, const Enclosure& value);
Regularity ofTangent(const Jet& a, const Enclosure& value);
Regularity ofArctangent2(const Jet& y, const Jet& x, const Enclosure& value);
/// Rounding and the like: constant between jumps.
Regularity ofSteps(const Jet& a, const Enclosure& value);
/// Comparisons and logic. Of what has no value a comparison is not true: it always has a value itself.
Regularity ofTruth(const Jet& a, const Enclosure& value);

ZeroSigns anyZero(const Jet& a);
ZeroSigns plusZero(const Jet& a);
ZeroSigns zeroOfArgument(const Jet& a);
ZeroSigns zeroOfNegative(const Jet& a);
ZeroSigns zeroOfSum(const Jet& a, const Jet& b);
ZeroSigns zeroOfDifference(const Jet& a, const Jet& b);
ZeroSigns zeroOfProduct(const Jet& a, const Jet& b);
ZeroSigns zeroOfQuotient(const Jet& a, const Jet& b);
ZeroSigns zeroOfPower(const Jet& base, const Jet& exponent);

} // namespace gradewise
