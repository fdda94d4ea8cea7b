// Forward and backward passes of a block on one tile of samples, in memory reserved once. Training steps run
// through here and allocate nothing.
#pragma once

#include "core/network/block.h"
#include "core/network/kernels.h"

#include <vector>

namespace gradewise {

/// Caches of one tile. Made for one shape and used by one thread; the block's weights are read at each call.
class BlockWorkspace {
public:
    /// Samples a tile: with widths up to a few hundred a tile's caches stay in the second-level cache.
    static constexpr Index tileSize = 128;

    explicit BlockWorkspace(const BlockShape& shape);

    /// Read-outs (outputs × n, column-major, valid until the next call) for `in` of inputs × n, n ≤ tileSize.
    const double* output(const Block& block, const double* in, Index n);
    /// Last hidden activations (features × n) for `in`, as above.
    const double* hidden(const Block& block, const double* in, Index n);
    /// Adds to `gradient` the gradient, by the block's parameters, of (scale / 2) Σ |N(in) - wanted|² over
    /// the tile; `wanted` is outputs × n. Returns Σ |N(in) - wanted|².
    double accumulateGradient(const Block& block, const double* in, const double* wanted, Index n,
                              double scale, Vector& gradient);
    /// Σ |N(in) - wanted|² over any number n of samples.
    double squaredError(const Block& block, const Matrix& in, const Matrix& wanted);

private:
    /// An affine map's part of a gradient.
    struct Part {
        double* weights;
        double* bias;
    };

    kernels::AffineMap map(const Block& block, Index layer) const;
    Part partOf(const Block& block, const kernels::AffineMap& affine, Vector& gradient) const;
    /// From the last hidden activations through the read-out and back: its part of the gradient, and in
    /// delta_[0] what comes out below it. A single output does the bias of the last hidden layer as well.
    double throughSingleOutput(const Block& block, const double* wanted, Index n, double scale,
                               Vector& gradient);
    double throughOutputs(const Block& block, const double* hidden, const double* wanted, Index n,
                          double scale, Vector& gradient);

    const kernels::Table& kernels_;
    std::vector<Matrix> activations_; ///< of hidden layer k, m_k × tileSize
    std::vector<Matrix> slopes_;      ///< σ' there; empty for ReLU
    Matrix output_;                   ///< outputs × tileSize
    Matrix delta_[2];                 ///< back-propagated errors of two neighbouring layers
};

} // namespace gradewise
