#include "core/network/block_workspace.h"

#include <algorithm>

namespace gradewise {

template <class Number>
BlockWorkspaceOf<Number>::BlockWorkspaceOf(const BlockShape& shape)
    : kernels_(kernels::active<Number>()), activation_(shape.activation), maps_(shape.maps()) {
    Index widest = shape.outputs;
    for (const Index width : shape.hidden) {
        activations_.emplace_back(width, tileSize);
        slopes_.emplace_back(shape.activation == Activation::Relu ? 0 : width, tileSize);
        widest = std::max(widest, width);
    }
    output_.resize(shape.outputs, tileSize);
    for (MatrixOf<Number>& delta : delta_)
        delta.resize(widest, tileSize);
}

template <class Number>
kernels::AffineMapOf<Number> BlockWorkspaceOf<Number>::map(const Parameters& parameters,
                                                           std::size_t layer) const {
    const AffineShape& shape = maps_[layer];
    return {parameters.data() + shape.weights, parameters.data() + shape.bias, shape.rows, shape.columns};
}

template <class Number>
const Number* BlockWorkspaceOf<Number>::hidden(const Parameters& parameters, const Number* in, Index n) {
    const Number* below = in;
    for (std::size_t k = 0; k < activations_.size(); ++k) {
        Number* const out = activations_[k].data();
        kernels_.layer(activation_, map(parameters, k), below, n, out);
        below = out;
    }
    return below;
}

template <class Number>
const Number* BlockWorkspaceOf<Number>::output(const Parameters& parameters, const Number* in, Index n) {
    kernels_.affine(map(parameters, maps_.size() - 1), hidden(parameters, in, n), n, output_.data());
    return output_.data();
}

template <class Number>
double BlockWorkspaceOf<Number>::accumulateGradient(const Parameters& parameters, const Number* in,
                                                    const Number* wanted, Index n, Number scale,
                                                    Parameters& gradient) {
    const Number* below = in;
    for (std::size_t k = 0; k < activations_.size(); ++k) {
        Number* const out = activations_[k].data();
        kernels_.trainLayer(activation_, map(parameters, k), below, n, out, slopes_[k].data());
        below = out;
    }
    const std::size_t readOut = maps_.size() - 1;
    const bool fused = readOut > 0 && output_.rows() == 1;
    const double squares = fused ? throughSingleOutput(parameters, wanted, n, scale, gradient)
                                 : throughOutputs(parameters, below, wanted, n, scale, gradient);
    std::size_t current = 0;
    for (std::size_t layer = readOut; layer-- > 0;) {
        const AffineMap affine = map(parameters, layer);
        const Number* const fed = layer == 0 ? in : activations_[layer - 1].data();
        const Part part = partOf(gradient, layer);
        const bool biasDone = fused && layer + 1 == readOut;
        kernels_.accumulate(affine, delta_[current].data(), fed, n, part.weights,
                            biasDone ? nullptr : part.bias);
        if (layer > 0) {
            kernels_.backpropagate(activation_, affine, delta_[current].data(),
                                   activations_[layer - 1].data(), slopes_[layer - 1].data(), n,
                                   delta_[1 - current].data());
            current = 1 - current;
        }
    }
    return squares;
}

template <class Number>
double BlockWorkspaceOf<Number>::throughSingleOutput(const Parameters& parameters, const Number* wanted,
                                                     Index n, Number scale, Parameters& gradient) {
    const std::size_t readOut = maps_.size() - 1;
    const Part part = partOf(gradient, readOut);
    const Part below = partOf(gradient, readOut - 1);
    return kernels_.trainReadOut(activation_,
                                 {map(parameters, readOut), activations_.back().data(), slopes_.back().data(),
                                  wanted, scale, part.weights, part.bias, delta_[0].data(), below.bias},
                                 n);
}

template <class Number>
double BlockWorkspaceOf<Number>::throughOutputs(const Parameters& parameters, const Number* hidden,
                                                const Number* wanted, Index n, Number scale,
                                                Parameters& gradient) {
    const std::size_t readOut = maps_.size() - 1;
    const AffineMap affine = map(parameters, readOut);
    const Part part = partOf(gradient, readOut);
    kernels_.affine(affine, hidden, n, output_.data());
    const double squares =
        kernels_.residual(output_.rows() * n, output_.data(), wanted, scale, output_.data());
    kernels_.accumulate(affine, output_.data(), hidden, n, part.weights, part.bias);
    if (!activations_.empty())
        kernels_.backpropagate(activation_, affine, output_.data(), hidden, slopes_.back().data(), n,
                               delta_[0].data());
    return squares;
}

template <class Number>
auto BlockWorkspaceOf<Number>::partOf(Parameters& gradient, std::size_t layer) const -> Part {
    return {gradient.data() + maps_[layer].weights, gradient.data() + maps_[layer].bias};
}

template <class Number>
double BlockWorkspaceOf<Number>::squaredError(const Parameters& parameters, const MatrixOf<Number>& in,
                                              const MatrixOf<Number>& wanted) {
    double squares = 0.0;
    for (Index begin = 0; begin < in.cols(); begin += tileSize) {
        const Index n = std::min(tileSize, in.cols() - begin);
        const Number* const values = output(parameters, in.data() + begin * in.rows(), n);
        squares += kernels_.residual(output_.rows() * n, values, wanted.data() + begin * wanted.rows(),
                                     Number{1}, delta_[0].data());
    }
    return squares;
}

template class BlockWorkspaceOf<double>;
template class BlockWorkspaceOf<float>;

} // namespace gradewise
