// One grade as a function: N(z) = W_D H(z) + b_D with H(z) = σ(W_{D-1} … σ(W_1 z + b_1) … + b_{D-1})
// (Fang & Xu, arXiv 2507.20351, section 3; notation of "Multigrade Neural Network Approximation").
#pragma once

#include "core/network/activation.h"
#include "core/numbers/matrix.h"

#include <cstdint>
#include <vector>

namespace gradewise {

/// One affine map of a block, and where its numbers stand among the block's parameters.
struct AffineShape {
    Index rows;
    Index columns;
    Index weights; ///< of the first weight
    Index bias;    ///< of the first entry of the bias
};

/// The shape of a block. `hidden` may be empty: the block is then an affine map.
struct BlockShape {
    Index inputs = 1;          ///< rows of what the block is fed with
    std::vector<Index> hidden; ///< m_1 … m_{D-1}, widths of the hidden layers
    Index outputs = 1;         ///< t
    Activation activation = Activation::Relu;

    bool operator==(const BlockShape&) const = default;
    /// Rows of the last hidden layer (of the input when there is none).
    Index features() const { return hidden.empty() ? inputs : hidden.back(); }
    /// Number of weights and biases, read-out included.
    Index parameterCount() const;
    /// The affine maps in order, the read-out last.
    std::vector<AffineShape> maps() const;
};

/// Weights of one grade, kept in one flat vector: for each affine map its matrix (rows × columns,
/// column-major), then its bias. Optimisers see the vector, people see weights(k) and bias(k).
/// Map k = 0 … layers()-1; the last map is the read-out. A value: copying copies the weights.
class Block {
public:
    Block() = default;
    /// All parameters zero. Throws std::invalid_argument on a width below 1.
    explicit Block(BlockShape shape);

    const BlockShape& shape() const { return shape_; }
    /// D, the number of affine maps.
    Index layers() const { return static_cast<Index>(shape_.hidden.size()) + 1; }

    const Vector& parameters() const { return parameters_; }
    Vector& parameters() { return parameters_; }

    /// Weights of affine map `layer`, (rows out) × (columns in).
    Eigen::Map<const Matrix> weights(Index layer) const;
    Eigen::Map<Matrix> weights(Index layer);
    /// Bias of affine map `layer`.
    Eigen::Map<const Vector> bias(Index layer) const;
    Eigen::Map<Vector> bias(Index layer);

    /// H(z): last hidden activations, features() × n, for inputs × n.
    Matrix hidden(const Matrix& inputs) const;
    /// N(z): outputs × n.
    Matrix output(const Matrix& inputs) const;
    /// N(z) from already computed last hidden activations.
    Matrix readOut(const Matrix& features) const;
    /// Multiplies the read-out (its weights and its bias) by `factor`.
    void scaleReadOut(double factor);

    /// 64-bit FNV-1a of shape and parameters, bit for bit: equal blocks have equal hashes.
    std::uint64_t hash() const;

private:
    BlockShape shape_;
    Vector parameters_;
    std::vector<AffineShape> maps_;
};

} // namespace gradewise
