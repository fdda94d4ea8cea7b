// What the constructions of the textbook are made of. Private to the room.
#pragma once

#include "core/construction/cascade.h"
#include "core/construction/sawtooth.h"
#include "core/construction/textbook.h"

#include <optional>

namespace gradewise {

/// Grade `grade` (from 0) of a sum over sawteeth, or nothing.
std::optional<SawtoothGrade> sawtoothOf(Textbook construction, double ratio, Index grade);
/// The same of a cascade.
std::optional<Cascade> cascadeOf(Textbook construction, Index grade);

} // namespace gradewise
