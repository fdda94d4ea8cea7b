// A network whose every kink is known.
#pragma once

#include "core/network/block.h"

#include <vector>

namespace gradewise {

/// t ↦ 1 - |1 - 2 t| on [0, 1], `layers` times one after the other: 2^(layers - 1) teeth, 2^layers - 1 kinks
/// (Telgarsky 2016).
inline Block sawtooth(std::size_t layers) {
    Block block({1, std::vector<Index>(layers, 2), 1, Activation::Relu});
    block.weights(0) << 1.0, 1.0;
    block.bias(0) << 0.0, -0.5;
    for (Index layer = 1; layer < block.layers(); ++layer) {
        block.weights(layer).rowwise() = Eigen::RowVector2d(2.0, -4.0);
        if (layer + 1 < block.layers())
            block.bias(layer) << 0.0, -0.5;
    }
    return block;
}

} // namespace gradewise
