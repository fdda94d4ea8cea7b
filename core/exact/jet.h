// The operations of a formula on bounds of value and derivatives. Private to the room.
#pragma once

#include "core/exact/bounded_function.h"

namespace gradewise {

/// A number, also one that is infinite or none.
Jet constantJet(double value);

/// The operation applied to `arguments`, as many as it takes; not for If, whose branches may need another
/// interval. Without `derivatives` first and second are left as they are.
Jet apply(Operation operation, const Jet* const* arguments, bool derivatives);

/// Exponents of which negative numbers have a power.
bool isWhole(double exponent);
/// ⌊a / b⌋ where b is a single number and that is one number everywhere.
std::optional<double> turnsOf(const Enclosure& a, const Enclosure& b);

/// What a condition says on the whole interval.
bool holds(const Enclosure& condition);
bool fails(const Enclosure& condition);

} // namespace gradewise
