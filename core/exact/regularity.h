// Where a formula has a value, where it is finite, where it is continuous: what each operation makes of these
// facts. Private to the room.
#pragma once

#include "core/exact/bounded_function.h"

namespace gradewise {

/// That of the operation applied to `arguments`, as many as it takes, of which `value` encloses the values;
/// not for If.
Regularity regularityOf(Operation operation, const Jet* const* arguments, const Enclosure& value);

/// Whether it is continuous, however large, wherever its arguments are: then there is nothing to ask.
bool keepsContinuity(Operation operation);

/// Which zeros the operation may give.
ZeroSigns zerosOf(Operation operation, const Jet* const* arguments);

/// What is amiss where the operation is the first that has no value, or an infinite one; the end of a
/// sentence: "a divisor may be 0".
std::string_view whatHappens(Operation operation, Regularity regularity);

} // namespace gradewise
