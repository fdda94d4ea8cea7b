#include "core/audit/curvature.h"

#include "core/network/block_workspace.h"
#include "core/numbers/random.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gradewise {

HessianProduct::HessianProduct(const Block& block, const Matrix& in, const Matrix& wanted,
                               MayContinue mayContinue)
    : block_(block),
      in_(in),
      wanted_(wanted),
      mayContinue_(std::move(mayContinue)),
      kernels_(kernels::active()) {
    const BlockShape& shape = block.shape();
    const Index tile = BlockWorkspace::tileSize;
    Index widest = shape.outputs;
    for (const Index width : shape.hidden) {
        widest = std::max(widest, width);
        const Matrix part(width, tile);
        layers_.push_back({part, part, part, part, part});
    }
    for (Index layer = 0; layer < block.layers(); ++layer)
        begins_.push_back(block.weights(layer).data() - block.parameters().data());
    zeros_ = Vector::Zero(widest);
    ones_ = Matrix::Ones(widest, tile);
    for (Matrix* const each : {&delta_[0], &delta_[1], &along_[0], &along_[1], &scratch_})
        each->resize(widest, tile);
}

kernels::AffineMap HessianProduct::map(const Vector& parameters, Index layer) const {
    const auto weights = block_.weights(layer);
    const double* const begin = parameters.data() + begins_[static_cast<std::size_t>(layer)];
    return {begin, begin + weights.size(), weights.rows(), weights.cols()};
}

const double* HessianProduct::fed(const double* in, Index layer) const {
    return layer == 0 ? in : layers_[static_cast<std::size_t>(layer - 1)].a.data();
}

Vector HessianProduct::operator()(const Vector& direction) {
    Vector product = Vector::Zero(size());
    for (Index begin = 0; begin < in_.cols(); begin += BlockWorkspace::tileSize) {
        if (!mayContinue_())
            return Vector::Constant(size(), std::numeric_limits<double>::quiet_NaN());
        const Index n = std::min(BlockWorkspace::tileSize, in_.cols() - begin);
        const double* const in = in_.data() + begin * in_.rows();
        forward(direction, in, n);
        throughReadOut(direction, in, wanted_.data() + begin * wanted_.rows(), n);
        backward(direction, in, n, product);
    }
    return product;
}

void HessianProduct::forward(const Vector& direction, const double* in, Index n) {
    const Activation activation = block_.shape().activation;
    for (Index k = 0; k < block_.layers() - 1; ++k) {
        Layer& layer = layers_[static_cast<std::size_t>(k)];
        const kernels::AffineMap affine = map(block_.parameters(), k);
        const Index count = affine.rows * n;
        kernels_.affine(affine, fed(in, k), n, layer.z.data());
        kernels_.affine(map(direction, k), fed(in, k), n, layer.alongZ.data());
        if (k > 0) {
            const kernels::AffineMap linear = {affine.weights, zeros_.data(), affine.rows, affine.columns};
            kernels_.affine(linear, layers_[static_cast<std::size_t>(k - 1)].alongA.data(), n,
                            scratch_.data());
            layer.alongZ.leftCols(n) += Eigen::Map<const Matrix>(scratch_.data(), affine.rows, n);
        }
        for (Index i = 0; i < count; ++i)
            layer.bend.data()[i] = secondDerivative(activation, layer.z.data()[i]);
        kernels_.activateWithSlope(activation, count, layer.z.data(), layer.a.data());
        layer.alongA.leftCols(n) = layer.z.leftCols(n).cwiseProduct(layer.alongZ.leftCols(n));
    }
}

void HessianProduct::throughReadOut(const Vector& direction, const double* in, const double* wanted,
                                    Index n) {
    const Index last = block_.layers() - 1;
    const kernels::AffineMap affine = map(block_.parameters(), last);
    const Index count = affine.rows * n;
    const double scale = 1.0 / static_cast<double>(in_.cols());
    kernels_.affine(affine, fed(in, last), n, delta_[0].data());
    kernels_.affine(map(direction, last), fed(in, last), n, along_[0].data());
    if (last > 0) {
        const kernels::AffineMap linear = {affine.weights, zeros_.data(), affine.rows, affine.columns};
        kernels_.affine(linear, layers_.back().alongA.data(), n, scratch_.data());
    }
    for (Index i = 0; i < count; ++i) {
        delta_[0].data()[i] = scale * (delta_[0].data()[i] - wanted[i]);
        along_[0].data()[i] = scale * (along_[0].data()[i] + (last > 0 ? scratch_.data()[i] : 0.0));
    }
}

void HessianProduct::backward(const Vector& direction, const double* in, Index n, Vector& product) {
    // The kernel multiplies by a slope: with ones it is the plain product with the transposed weights.
    const auto transposed = [&](const kernels::AffineMap& by, const double* from, double* to) {
        kernels_.backpropagate(Activation::Tanh, by, from, ones_.data(), ones_.data(), n, to);
    };
    for (Index k = block_.layers() - 1; k >= 0; --k) {
        const kernels::AffineMap affine = map(block_.parameters(), k);
        double* const weights = product.data() + begins_[static_cast<std::size_t>(k)];
        double* const bias = weights + affine.rows * affine.columns;
        kernels_.accumulate(affine, along_[0].data(), fed(in, k), n, weights, bias);
        if (k == 0)
            return;
        const Layer& below = layers_[static_cast<std::size_t>(k - 1)];
        kernels_.accumulate(affine, delta_[0].data(), below.alongA.data(), n, weights, nullptr);
        transposed(affine, delta_[0].data(), delta_[1].data());
        transposed(affine, along_[0].data(), along_[1].data());
        transposed(map(direction, k), delta_[0].data(), scratch_.data());
        for (Index i = 0; i < affine.columns * n; ++i) {
            const double slope = below.z.data()[i];
            const double through = delta_[1].data()[i];
            along_[0].data()[i] = below.bend.data()[i] * below.alongZ.data()[i] * through +
                                  slope * (along_[1].data()[i] + scratch_.data()[i]);
            delta_[0].data()[i] = slope * through;
        }
    }
}

namespace {

/// Mostly along what is known, and a little along everything: what has come up since must be found too.
Vector startOf(Index size, const Vector* ends) {
    constexpr double little = 0.1;
    Random random(1, "lanczos");
    Vector start(size);
    for (double& number : start)
        number = random.normal();
    if (ends && ends->size() == size && ends->norm() > 0.0)
        start = little * start.normalized() + ends->normalized();
    return start;
}

} // namespace

std::optional<Curvature> curvatureOf(HessianProduct& hessian, Index products, double rate, Vector* ends) {
    const Index size = hessian.size();
    const Index most = std::min(products, size);
    if (most < 1)
        return std::nullopt;
    Matrix basis(size, most);
    Vector next = startOf(size, ends);
    Vector diagonal(most);
    Vector off = Vector::Zero(most);
    Curvature found;
    found.rate = rate;
    double length = next.norm();
    for (Index step = 0; step < most; ++step) {
        basis.col(step) = next / length;
        next = hessian(basis.col(step));
        if (!next.allFinite())
            return std::nullopt;
        diagonal(step) = basis.col(step).dot(next);
        // Twice is enough (Kahan, Parlett): what is left is orthogonal to rounding.
        for (int pass = 0; pass < 2; ++pass)
            next -= basis.leftCols(step + 1) * (basis.leftCols(step + 1).transpose() * next);
        length = next.norm();
        off(step) = length;
        const Index known = step + 1;
        if (known != most && known % 5 != 0 && length > 0.0)
            continue;
        Eigen::SelfAdjointEigenSolver<Matrix> small;
        small.computeFromTridiagonal(diagonal.head(known), off.head(known - 1));
        if (small.info() != Eigen::Success)
            return std::nullopt;
        found.products = known;
        found.least = small.eigenvalues()(0);
        found.largest = small.eigenvalues()(known - 1);
        found.leastError = std::abs(length * small.eigenvectors()(known - 1, 0));
        found.largestError = std::abs(length * small.eigenvectors()(known - 1, known - 1));
        const double scale = std::max(std::abs(found.least), std::abs(found.largest));
        const bool enough =
            std::max(found.leastError, found.largestError) <= 1e-6 * scale || !(length > 1e-14 * scale);
        if (ends && (enough || known == most))
            *ends =
                basis.leftCols(known) * (small.eigenvectors().col(0) + small.eigenvectors().col(known - 1));
        if (enough)
            break;
    }
    return found;
}

} // namespace gradewise
