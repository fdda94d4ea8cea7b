#include "core/audit/plain_pass.h"

#include <utility>

namespace gradewise {

PlainPass::PlainPass(Matrix points, Index outputs)
    : points_(std::move(points)), fed_(points_), output_(Matrix::Zero(outputs, points_.cols())) {}

void PlainPass::advance(const FrozenGrade& grade) {
    const Block& block = grade.block;
    const Activation activation = block.shape().activation;
    Matrix features = fed_.seen();
    for (Index layer = 0; layer + 1 < block.layers(); ++layer) {
        const Matrix below = std::move(features);
        features = (block.weights(layer) * below).colwise() + block.bias(layer);
        features = features.unaryExpr([activation](double z) { return value(activation, z); }).eval();
    }
    output_ += (block.weights(block.layers() - 1) * features).colwise() + block.bias(block.layers() - 1);
    fed_.advance(grade.carry, std::move(features), points_);
}

} // namespace gradewise
