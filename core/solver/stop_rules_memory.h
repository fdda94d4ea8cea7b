// What the stop rules of a grade remember of its epochs.
#pragma once

#include "core/numbers/matrix.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace gradewise {

struct StopRulesMemory {
    double bestValidation = std::numeric_limits<double>::infinity();
    Index sinceBest = 0;        ///< epochs
    std::vector<double> losses; ///< ring of the last 2 · plateau epochs
    std::size_t seen = 0;
};

} // namespace gradewise
