// Forward and backward passes of a block on one tile of samples, in memory reserved once. Training steps run
// through here and allocate nothing. In double, and in float for descent in single precision.
#pragma once

#include "core/network/block.h"
#include "core/network/kernels.h"

#include <vector>

namespace gradewise {

/// Caches of one tile. Made for one shape and used by one thread. `parameters` are those of a block of that
/// shape (block.h says in which order), read at each call.
template <class Number>
class BlockWorkspaceOf {
    using Parameters = VectorOf<Number>;
    using AffineMap = kernels::AffineMapOf<Number>;

public:
    /// Samples a tile: with widths up to a few hundred a tile's caches stay in the second-level cache.
    static constexpr Index tileSize = 128;

    explicit BlockWorkspaceOf(const BlockShape& shape);

    /// Read-outs (outputs × n, column-major, valid until the next call) for `in` of inputs × n, n ≤ tileSize.
    const Number* output(const Parameters& parameters, const Number* in, Index n);
    /// Last hidden activations (features × n) for `in`, as above.
    const Number* hidden(const Parameters& parameters, const Number* in, Index n);
    /// Adds to `gradient` the gradient, by the parameters, of (scale / 2) Σ |N(in) - wanted|² over
    /// the tile; `wanted` is outputs × n. Returns Σ |N(in) - wanted|².
    double accumulateGradient(const Parameters& parameters, const Number* in, const Number* wanted, Index n,
                              Number scale, Parameters& gradient);
    /// Σ |N(in) - wanted|² over any number n of samples.
    double squaredError(const Parameters& parameters, const MatrixOf<Number>& in,
                        const MatrixOf<Number>& wanted);

private:
    /// An affine map's part of a gradient.
    struct Part {
        Number* weights;
        Number* bias;
    };

    AffineMap map(const Parameters& parameters, std::size_t layer) const;
    /// A gradient has the layout of the parameters.
    Part partOf(Parameters& gradient, std::size_t layer) const;
    /// From the last hidden activations through the read-out and back: its part of the gradient, and in
    /// delta_[0] what comes out below it. A single output does the bias of the last hidden layer as well.
    double throughSingleOutput(const Parameters& parameters, const Number* wanted, Index n, Number scale,
                               Parameters& gradient);
    double throughOutputs(const Parameters& parameters, const Number* hidden, const Number* wanted, Index n,
                          Number scale, Parameters& gradient);

    const kernels::TableOf<Number>& kernels_;
    Activation activation_;
    std::vector<AffineShape> maps_;
    std::vector<MatrixOf<Number>> activations_; ///< of hidden layer k, m_k × tileSize
    std::vector<MatrixOf<Number>> slopes_;      ///< σ' there; empty for ReLU
    MatrixOf<Number> output_;                   ///< outputs × tileSize
    MatrixOf<Number> delta_[2];                 ///< back-propagated errors of two neighbouring layers
};

using BlockWorkspace = BlockWorkspaceOf<double>;

} // namespace gradewise
