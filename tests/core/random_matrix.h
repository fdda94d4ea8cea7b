// Matrices to try algebra with.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/random.h"

#include <cstdint>

namespace gradewise {

/// Standard normal entries.
inline Matrix randomMatrix(Index rows, Index columns, std::uint64_t seed) {
    Random random(seed);
    return Matrix::NullaryExpr(rows, columns, [&] { return random.normal(); });
}

} // namespace gradewise
