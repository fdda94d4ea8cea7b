// The operations of a formula on bounds of value and derivatives. Private to the room.
#pragma once

#include "core/exact/bounded_function.h"

namespace gradewise {

/// The operation applied to `arguments`, as many as it takes; not for If, whose branches may need another
/// interval. Without `derivatives` first and second are left as they are.
Jet apply(Operation operation, const Jet* const* arguments, bool derivatives);

/// What a condition says on the whole interval.
bool holds(const Enclosure& condition);
bool fails(const Enclosure& condition);

} // namespace gradewise
