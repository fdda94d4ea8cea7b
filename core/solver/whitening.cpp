#include "core/solver/whitening.h"

#include <Eigen/Eigenvalues>

#include <cmath>

namespace gradewise {

Matrix Whitening::apply(const Matrix& features) const {
    Matrix whitened = (map * (-mean)).replicate(1, features.cols());
    whitened.noalias() += map * features;
    return whitened;
}

Whitening whitening(const Matrix& features, double tolerance) {
    const auto n = static_cast<double>(features.cols());
    Whitening result;
    result.mean = features.rowwise().mean();
    const Matrix centred = features.colwise() - result.mean;
    // Each feature is first brought to unit variance, which the eigenvalues below are then relative to.
    Vector scale = (centred.rowwise().squaredNorm() / n).cwiseSqrt();
    const double smallest = tolerance * scale.maxCoeff();
    for (double& s : scale)
        s = s > smallest && s > 0.0 ? 1.0 / s : 0.0;
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
