// Who has the last word on a grade's read-out.
#pragma once

#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class ReadOutRule {
    Trained,  ///< the solver, and the guard where it is on
    Balanced, ///< a quadratic program that lets the residual grow at no training sample (balanced_read_out.h)
};

template <>
Names<ReadOutRule> namesOf<ReadOutRule>();

} // namespace gradewise
