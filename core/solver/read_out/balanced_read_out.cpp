#include "core/solver/read_out/balanced_read_out.h"

#include "core/numerics/closest_point.h"
#include "core/numerics/whitening.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>
#include <utility>

namespace gradewise {

namespace {

/// Orthonormal functions on the samples that the features and the constant span: b_j = turn (1, h_j - mean)
/// with (1/n) Σ_j b_j b_jᵀ = I.
class Basis {
public:
    Basis(const Matrix& hidden, double tolerance)
        : whitening_(whitening(hidden, {}, tolerance)), samples_(whitening_.map.rows() + 1, hidden.cols()) {
        samples_.row(0).setOnes();
        if (whitening_.map.rows() > 0)
            samples_.bottomRows(whitening_.map.rows()) = whitening_.apply(hidden);
        // Once more: the eigenvectors' rounding errors are as large as what was divided by.
        const auto n = static_cast<double>(hidden.cols());
        const Matrix square = samples_ * samples_.transpose() / n;
        factor_.compute(square);
        if (factor_.info() == Eigen::Success)
            factor_.matrixL().solveInPlace(samples_);
    }

    bool valid() const { return factor_.info() == Eigen::Success && samples_.allFinite(); }
    const Matrix& samples() const { return samples_; }

    /// The read-out whose values on the samples are ⟨z, b_j⟩: its coefficients and its offset.
    std::pair<Vector, double> readOut(const Vector& z) const {
        const Vector turned = factor_.matrixU().solve(z);
        const Vector coefficients = whitening_.map.transpose() * turned.tail(turned.size() - 1);
        return {coefficients, turned(0) - coefficients.dot(whitening_.mean)};
    }

private:
    Whitening whitening_;
    Matrix samples_;
    Eigen::LLT<Matrix> factor_;
};

struct Row {
    Vector coefficients;
    double offset = 0.0;
    double gap = 0.0;
    Index active = 0;
    bool found = false;
};

/// By how much the residual grows at most anywhere.
double largestIncrease(const Row& row, const Matrix& hidden, const Vector& residual) {
    const Vector left = residual - (hidden.transpose() * row.coefficients).array().matrix() -
                        Vector::Constant(residual.size(), row.offset);
    return (left.cwiseAbs() - residual.cwiseAbs()).maxCoeff();
}

/// Nothing when it was told not to go on; a row that is not `found` when a bound does not hold.
std::optional<Row> solveRow(const Basis& basis, const Matrix& hidden, const Vector& residual, double slack,
                            const MayContinue& mayContinue) {
    const auto n = static_cast<double>(residual.size());
    const Vector low = (2.0 * residual).cwiseMin(0.0);
    const Vector high = (2.0 * residual).cwiseMax(0.0);
    const auto solved =
        closestPoint({basis.samples(), low, high, basis.samples() * residual / n, 0.1 * slack}, mayContinue);
    if (!solved)
        return std::nullopt;
    Row row;
    std::tie(row.coefficients, row.offset) = basis.readOut(solved->z);
    row.active = solved->active;
    const double objective =
        0.5 * (residual.transpose() - solved->z.transpose() * basis.samples()).squaredNorm() / n;
    row.gap = objective > 0.0 ? solved->gap / objective : 0.0;
    row.found = solved->reached && largestIncrease(row, hidden, residual) <= slack;
    return row;
}

} // namespace

std::optional<BalancedReadOut> balancedReadOut(const Matrix& hidden, const Matrix& residual, double slack,
                                               const MayContinue& mayContinue) {
    BalancedReadOut result;
    result.coefficients = Matrix::Zero(residual.rows(), hidden.rows());
    result.offset = Vector::Zero(residual.rows());
    Index missing = residual.rows();
    std::vector<bool> done(static_cast<std::size_t>(residual.rows()), false);
    for (double tolerance = 1e-5; missing > 0 && tolerance < 0.1; tolerance *= 3.0) {
        const Basis basis(hidden, tolerance);
        if (!basis.valid())
            continue;
        for (Index output = 0; output < residual.rows(); ++output) {
            if (done[static_cast<std::size_t>(output)])
                continue;
            const auto row = solveRow(basis, hidden, residual.row(output).transpose(), slack, mayContinue);
            if (!row)
                return std::nullopt;
            if (!row->found)
                continue;
            result.coefficients.row(output) = row->coefficients.transpose();
            result.offset(output) = row->offset;
            result.gap = std::max(result.gap, row->gap);
            result.active += row->active;
            done[static_cast<std::size_t>(output)] = true;
            --missing;
        }
    }
    result.found = missing == 0;
    return result;
}

} // namespace gradewise
