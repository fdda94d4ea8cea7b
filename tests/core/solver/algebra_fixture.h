// What tests of linear algebra begin with.
#pragma once

#include "core/numbers/random.h"

namespace gradewise {

/// Goes on, whoever asks.
inline bool on() {
    return true;
}

/// Uniform in [-1, 1].
inline Matrix randomMatrix(Random& random, Index rows, Index columns) {
    Matrix result(rows, columns);
    for (double& number : result.reshaped())
        number = random.uniform(-1.0, 1.0);
    return result;
}

} // namespace gradewise
