#include "core/network/block_workspace.h"

#include <algorithm>

namespace gradewise {

BlockWorkspace::BlockWorkspace(const BlockShape& shape) : kernels_(kernels::active()) {
    Index widest = shape.outputs;
    for (const Index width : shape.hidden) {
        activations_.emplace_back(width, tileSize);
        slopes_.emplace_back(shape.activation == Activation::Relu ? 0 : width, tileSize);
        widest = std::max(widest, width);
    }
    output_.resize(shape.outputs, tileSize);
    for (Matrix& delta : delta_)
        delta.resize(widest, tileSize);
}

kernels::AffineMap BlockWorkspace::map(const Block& block, Index layer) const {
    const auto weights = block.weights(layer);
    return {weights.data(), block.bias(layer).data(), weights.rows(), weights.cols()};
}

const double* BlockWorkspace::hidden(const Block& block, const double* in, Index n) {
    const double* below = in;
    for (std::size_t k = 0; k < activations_.size(); ++k) {
        double* const out = activations_[k].data();
        kernels_.layer(block.shape().activation, map(block, static_cast<Index>(k)), below, n, out);
        below = out;
    }
    return below;
}

const double* BlockWorkspace::output(const Block& block, const double* in, Index n) {
    kernels_.affine(map(block, block.layers() - 1), hidden(block, in, n), n, output_.data());
    return output_.data();
}

double BlockWorkspace::accumulateGradient(const Block& block, const double* in, const double* wanted, Index n,
                                          double scale, Vector& gradient) {
    const Activation activation = block.shape().activation;
    const double* below = in;
    for (std::size_t k = 0; k < activations_.size(); ++k) {
        double* const out = activations_[k].data();
        kernels_.trainLayer(activation, map(block, static_cast<Index>(k)), below, n, out, slopes_[k].data());
        below = out;
    }
    const Index readOut = block.layers() - 1;
    const bool fused = readOut > 0 && output_.rows() == 1;
    const double squares = fused ? throughSingleOutput(block, wanted, n, scale, gradient)
                                 : throughOutputs(block, below, wanted, n, scale, gradient);
    Index current = 0;
    for (Index layer = readOut - 1; layer >= 0; --layer) {
        const kernels::AffineMap affine = map(block, layer);
        const double* const fed = layer == 0 ? in : activations_[static_cast<std::size_t>(layer - 1)].data();
        const Part part = partOf(block, affine, gradient);
        const bool biasDone = fused && layer == readOut - 1;
        kernels_.accumulate(affine, delta_[current].data(), fed, n, part.weights,
                            biasDone ? nullptr : part.bias);
        if (layer > 0) {
            const auto next = static_cast<std::size_t>(layer - 1);
            kernels_.backpropagate(activation, affine, delta_[current].data(), activations_[next].data(),
                                   slopes_[next].data(), n, delta_[1 - current].data());
            current = 1 - current;
        }
    }
    return squares;
}

double BlockWorkspace::throughSingleOutput(const Block& block, const double* wanted, Index n, double scale,
                                           Vector& gradient) {
    const kernels::AffineMap affine = map(block, block.layers() - 1);
    const Part part = partOf(block, affine, gradient);
    const Part below = partOf(block, map(block, block.layers() - 2), gradient);
    return kernels_.trainReadOut(block.shape().activation,
                                 {affine, activations_.back().data(), slopes_.back().data(), wanted, scale,
                                  part.weights, part.bias, delta_[0].data(), below.bias},
                                 n);
}

double BlockWorkspace::throughOutputs(const Block& block, const double* hidden, const double* wanted, Index n,
                                      double scale, Vector& gradient) {
    const kernels::AffineMap affine = map(block, block.layers() - 1);
    const Part part = partOf(block, affine, gradient);
    kernels_.affine(affine, hidden, n, output_.data());
    const double squares =
        kernels_.residual(output_.rows() * n, output_.data(), wanted, scale, output_.data());
    kernels_.accumulate(affine, output_.data(), hidden, n, part.weights, part.bias);
    if (!activations_.empty())
        kernels_.backpropagate(block.shape().activation, affine, output_.data(), hidden,
                               slopes_.back().data(), n, delta_[0].data());
    return squares;
}

BlockWorkspace::Part BlockWorkspace::partOf(const Block& block, const kernels::AffineMap& affine,
                                            Vector& gradient) const {
    // The gradient has the layout of the parameters, so a layer's part lies at the same offset.
    double* const weights = gradient.data() + (affine.weights - block.parameters().data());
    return {weights, weights + affine.rows * affine.columns};
}

double BlockWorkspace::squaredError(const Block& block, const Matrix& in, const Matrix& wanted) {
    double squares = 0.0;
    for (Index begin = 0; begin < in.cols(); begin += tileSize) {
        const Index n = std::min(tileSize, in.cols() - begin);
        const double* const values = output(block, in.data() + begin * in.rows(), n);
        squares += kernels_.residual(output_.rows() * n, values, wanted.data() + begin * wanted.rows(), 1.0,
                                     delta_[0].data());
    }
    return squares;
}

} // namespace gradewise
