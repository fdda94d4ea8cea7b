#include "core/network/block_workspace.h"

#include <algorithm>

namespace gradewise {

BlockWorkspace::BlockWorkspace(const BlockShape& shape) : kernels_(kernels::active()) {
    Index widest = shape.outputs;
    for (const Index width : shape.hidden) {
        activations_.emplace_back(width, tileSize);
        slopes_.emplace_back(width, tileSize);
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
        kernels_.affine(map(block, static_cast<Index>(k)), below, n, out);
        kernels_.activate(block.shape().activation, activations_[k].rows() * n, out, out);
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
    const double* below = in;
    for (std::size_t k = 0; k < activations_.size(); ++k) {
        double* const slope = slopes_[k].data();
        kernels_.affine(map(block, static_cast<Index>(k)), below, n, slope);
        kernels_.activateWithSlope(block.shape().activation, activations_[k].rows() * n, slope,
                                   activations_[k].data());
        below = activations_[k].data();
    }
    const Index readOut = block.layers() - 1;
    kernels_.affine(map(block, readOut), below, n, output_.data());
    const double squares =
        kernels_.residual(output_.rows() * n, output_.data(), wanted, scale, delta_[0].data());

    Index current = 0;
    for (Index layer = readOut; layer >= 0; --layer) {
        const kernels::AffineMap affine = map(block, layer);
        const double* const fed = layer == 0 ? in : activations_[static_cast<std::size_t>(layer - 1)].data();
        // The gradient has the layout of the parameters, so a layer's part lies at the same offset.
        const auto offset = affine.weights - block.parameters().data();
        double* const part = gradient.data() + offset;
        kernels_.accumulate(affine, delta_[current].data(), fed, n, part,
                            part + affine.rows * affine.columns);
        if (layer > 0) {
            kernels_.backpropagate(affine, delta_[current].data(),
                                   slopes_[static_cast<std::size_t>(layer - 1)].data(), n,
                                   delta_[1 - current].data());
            current = 1 - current;
        }
    }
    return squares;
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
