#include "core/network/block.h"

#include "core/network/block_workspace.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace gradewise {

namespace {

/// FNV-1a over the eight bytes of `bits`.
std::uint64_t hashed(std::uint64_t hash, std::uint64_t bits) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
        hash ^= (bits >> shift) & 0xffU;
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

} // namespace

std::vector<AffineShape> BlockShape::maps() const {
    std::vector<AffineShape> result;
    result.reserve(hidden.size() + 1);
    Index columns = inputs;
    Index offset = 0;
    for (std::size_t layer = 0; layer <= hidden.size(); ++layer) {
        const Index rows = layer == hidden.size() ? outputs : hidden[layer];
        const Index bias = offset + rows * columns;
        result.push_back({rows, columns, offset, bias});
        offset = bias + rows;
        columns = rows;
    }
    return result;
}

Index BlockShape::parameterCount() const {
    const AffineShape readOut = maps().back();
    return readOut.bias + readOut.rows;
}

Block::Block(BlockShape shape) : shape_(std::move(shape)) {
    const auto tooSmall = [](Index width) { return width < 1; };
    if (tooSmall(shape_.inputs) || tooSmall(shape_.outputs) || std::ranges::any_of(shape_.hidden, tooSmall))
        throw std::invalid_argument("A block needs at least one row in every layer.");
    maps_ = shape_.maps();
    parameters_ = Vector::Zero(maps_.back().bias + maps_.back().rows);
}

Eigen::Map<const Matrix> Block::weights(Index layer) const {
    const AffineShape& map = maps_[static_cast<std::size_t>(layer)];
    return {parameters_.data() + map.weights, map.rows, map.columns};
}

Eigen::Map<Matrix> Block::weights(Index layer) {
    const AffineShape& map = maps_[static_cast<std::size_t>(layer)];
    return {parameters_.data() + map.weights, map.rows, map.columns};
}

Eigen::Map<const Vector> Block::bias(Index layer) const {
    const AffineShape& map = maps_[static_cast<std::size_t>(layer)];
    return {parameters_.data() + map.bias, map.rows};
}

Eigen::Map<Vector> Block::bias(Index layer) {
    const AffineShape& map = maps_[static_cast<std::size_t>(layer)];
    return {parameters_.data() + map.bias, map.rows};
}

Matrix Block::hidden(const Matrix& inputs) const {
    Matrix result(shape_.features(), inputs.cols());
    BlockWorkspace workspace(shape_);
    for (Index begin = 0; begin < inputs.cols(); begin += BlockWorkspace::tileSize) {
        const Index n = std::min(BlockWorkspace::tileSize, inputs.cols() - begin);
        const double* const values = workspace.hidden(parameters_, inputs.data() + begin * inputs.rows(), n);
        std::copy_n(values, result.rows() * n, result.data() + begin * result.rows());
    }
    return result;
}

Matrix Block::output(const Matrix& inputs) const {
    Matrix result(shape_.outputs, inputs.cols());
    BlockWorkspace workspace(shape_);
    for (Index begin = 0; begin < inputs.cols(); begin += BlockWorkspace::tileSize) {
        const Index n = std::min(BlockWorkspace::tileSize, inputs.cols() - begin);
        const double* const values = workspace.output(parameters_, inputs.data() + begin * inputs.rows(), n);
        std::copy_n(values, result.rows() * n, result.data() + begin * result.rows());
    }
    return result;
}

Matrix Block::readOut(const Matrix& features) const {
    Matrix result(shape_.outputs, features.cols());
    const auto readOutWeights = weights(layers() - 1);
    const kernels::AffineMap map = {readOutWeights.data(), bias(layers() - 1).data(), readOutWeights.rows(),
                                    readOutWeights.cols()};
    for (Index begin = 0; begin < features.cols(); begin += BlockWorkspace::tileSize) {
        const Index n = std::min(BlockWorkspace::tileSize, features.cols() - begin);
        kernels::active().affine(map, features.data() + begin * features.rows(), n,
                                 result.data() + begin * result.rows());
    }
    return result;
}

void Block::scaleReadOut(double factor) {
    weights(layers() - 1) *= factor;
    bias(layers() - 1) *= factor;
}

std::uint64_t Block::hash() const {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    hash = hashed(hash, static_cast<std::uint64_t>(shape_.inputs));
    for (const Index width : shape_.hidden)
        hash = hashed(hash, static_cast<std::uint64_t>(width));
    hash = hashed(hash, static_cast<std::uint64_t>(shape_.outputs));
    hash = hashed(hash, static_cast<std::uint64_t>(shape_.activation));
    for (const double parameter : parameters_)
        hash = hashed(hash, std::bit_cast<std::uint64_t>(parameter));
    return hash;
}

} // namespace gradewise
