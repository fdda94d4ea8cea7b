#include "core/numerics/whitening.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {
/// A feature whose standard deviation is below this share of its mean is constant up to rounding.
constexpr double constantShare = 1e-14;
} // namespace

Matrix Whitening::apply(const Matrix& features) const {
    Matrix whitened = (map * (-mean)).replicate(1, features.cols());
    whitened.noalias() += map * features;
    return whitened;
}

Whitening whitening(const Matrix& features, std::span<const Index> parts, double tolerance) {
    const auto n = static_cast<double>(features.cols());
    Whitening result;
    result.mean = features.rowwise().mean();
    const Matrix centred = features.colwise() - result.mean;
    // Each feature is first brought to unit variance, which the eigenvalues below are then relative to.
    Vector scale = (centred.rowwise().squaredNorm() / n).cwiseSqrt();
    const auto invert = [&](Index from, Index rows) {
        const double smallest = tolerance * scale.segment(from, rows).maxCoeff();
        for (Index i = from; i < from + rows; ++i)
            scale(i) = scale(i) > std::max(smallest, constantShare * std::abs(result.mean(i)))
                           ? 1.0 / scale(i)
                           : 0.0;
    };
    Index from = 0;
    for (const Index rows : parts) {
        invert(from, rows);
        from += rows;
    }
    if (from < features.rows())
        invert(from, features.rows() - from);
    const Matrix scaled = scale.asDiagonal() * centred;
    Matrix covariance = Matrix::Zero(features.rows(), features.rows());
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(scaled, 1.0 / n);
    const Eigen::SelfAdjointEigenSolver<Matrix> eigen(covariance);
    const Vector& variances = eigen.eigenvalues(); // ascending
    const double least = tolerance * tolerance * std::max(variances.tail<1>()(0), 0.0);
    const Index kept = (variances.array() > least).count();
    result.map =
        (eigen.eigenvectors().rightCols(kept) * variances.tail(kept).cwiseSqrt().cwiseInverse().asDiagonal())
            .transpose() *
        scale.asDiagonal();
    return result;
}

} // namespace gradewise
