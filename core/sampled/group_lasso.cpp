#include "core/sampled/group_lasso.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr int mostSteps = 40;
/// Columns that are factored between two questions.
constexpr Index panel = 96;

struct Size {
    double root = 0.0; ///< sqrt(ε² + |c|²)
    double eta = 0.0;  ///< ε + root
};

Size sizeOf(double squared, double smoothing) {
    const double root = std::sqrt(smoothing * smoothing + squared);
    return {root, smoothing + root};
}

/// η - ε log η: the price of a column, its best η put in.
double priceOf(double squared, double smoothing) {
    const double eta = sizeOf(squared, smoothing).eta;
    return eta - smoothing * std::log(eta);
}

/// What the objective is along coefficients + s · step, less what it is at s = 0.
class Along {
public:
    Along(const GroupLasso& problem, double smoothing, const Matrix& coefficients, const Matrix& step)
        : price_(problem.price),
          smoothing_(smoothing),
          start_(coefficients.colwise().squaredNorm()),
          mixed_(coefficients.cwiseProduct(step).colwise().sum()),
          end_(step.colwise().squaredNorm()) {
        const Matrix moved = step * problem.gram;
        slope_ = moved.cwiseProduct(coefficients).sum() - step.cwiseProduct(problem.linear).sum();
        bend_ = moved.cwiseProduct(step).sum();
    }
    double operator()(double s) const {
        double sum = s * slope_ + 0.5 * s * s * bend_;
        for (Index k = 0; k < start_.size(); ++k) {
            const double squared = std::max(start_(k) + s * (2.0 * mixed_(k) + s * end_(k)), 0.0);
            sum += price_ * (priceOf(squared, smoothing_) - priceOf(start_(k), smoothing_));
        }
        return sum;
    }

private:
    double price_;
    double smoothing_;
    Vector start_;
    Vector mixed_;
    Vector end_;
    double slope_ = 0.0;
    double bend_ = 0.0;
};

Matrix gradientOf(const GroupLasso& problem, double smoothing, const Matrix& coefficients) {
    Matrix result = coefficients * problem.gram - problem.linear;
    for (Index k = 0; k < result.cols(); ++k)
        result.col(k) +=
            problem.price / sizeOf(coefficients.col(k).squaredNorm(), smoothing).eta * coefficients.col(k);
    return result;
}

/// Its lower triangle, for the columns of the coefficients one below the other.
Matrix hessianOf(const GroupLasso& problem, double smoothing, const Matrix& coefficients) {
    const Index t = coefficients.rows();
    const Index columns = coefficients.cols();
    Matrix result = Matrix::Zero(t * columns, t * columns);
    for (Index k = 0; k < columns; ++k) {
        for (Index l = k; l < columns; ++l)
            result.block(l * t, k * t, t, t).diagonal().setConstant(problem.gram(l, k));
        const double squared = coefficients.col(k).squaredNorm();
        const auto [root, eta] = sizeOf(squared, smoothing);
        auto own = result.block(k * t, k * t, t, t);
        // Across c it is β / η, along c β ε / (η root).
        const double across = problem.price / eta;
        const double along = across * smoothing / root;
        own.diagonal().array() += t > 1 ? across : along;
        if (t > 1 && squared > 0.0)
            own += (along - across) / squared * coefficients.col(k) * coefficients.col(k).transpose();
        own.diagonal() *= 1.0 + 1e-13;
    }
    return result;
}

/// Solves with the matrix whose lower triangle is given, which is overwritten. False when interrupted.
bool solve(Matrix& lower, Vector& right, const MayContinue& mayContinue) {
    const Index n = lower.rows();
    for (Index first = 0; first < n; first += panel) {
        if (!mayContinue())
            return false;
        const Index size = std::min(panel, n - first);
        const Index rest = n - first - size;
        auto corner = lower.block(first, first, size, size);
        const Eigen::LLT<Matrix> factor(corner);
        corner = factor.matrixL();
        if (rest == 0)
            break;
        auto below = lower.block(first + size, first, rest, size);
        corner.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(below);
        lower.bottomRightCorner(rest, rest).selfadjointView<Eigen::Lower>().rankUpdate(below, -1.0);
    }
    lower.triangularView<Eigen::Lower>().solveInPlace(right);
    lower.triangularView<Eigen::Lower>().transpose().solveInPlace(right);
    return true;
}

} // namespace

double strain(const Matrix& coefficients, Index column, double smoothing) {
    const double squared = coefficients.col(column).squaredNorm();
    return std::sqrt(squared) / sizeOf(squared, smoothing).eta;
}

bool centre(const GroupLasso& problem, double smoothing, Matrix& coefficients,
            const MayContinue& mayContinue) {
    // The second: rounding, for labels of unit size.
    const double enough = std::max(1e-3 * problem.price * smoothing, 1e-18);
    for (int i = 0; i < mostSteps && coefficients.cols() > 0; ++i) {
        const Matrix gradient = gradientOf(problem, smoothing, coefficients);
        Matrix hessian = hessianOf(problem, smoothing, coefficients);
        Vector step = -gradient.reshaped();
        if (!solve(hessian, step, mayContinue))
            return false;
        const double slope = gradient.reshaped().dot(step);
        if (!(-slope > enough))
            break;
        const Matrix move = step.reshaped(coefficients.rows(), coefficients.cols());
        const Along along(problem, smoothing, coefficients, move);
        double share = 1.0;
        while (share > 1e-8 && !(along(share) <= 0.1 * share * slope))
            share *= 0.5;
        if (share <= 1e-8) // rounding
            break;
        coefficients += share * move;
    }
    return true;
}

} // namespace gradewise
