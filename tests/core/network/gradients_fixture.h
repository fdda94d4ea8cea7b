// What the tests of gradients share.
#pragma once

#include "core/network/block_workspace.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"

#include <cmath>

namespace gradewise::gradients_fixture {

inline Matrix randomMatrix(Index rows, Index columns, Random& random, double size = 1.0) {
    Matrix result(rows, columns);
    for (double& entry : result.reshaped())
        entry = size * random.normal();
    return result;
}

inline double loss(BlockWorkspace& workspace, const Block& block, const Matrix& x, const Matrix& y) {
    return 0.5 * workspace.squaredError(block.parameters(), x, y);
}

} // namespace gradewise::gradients_fixture
