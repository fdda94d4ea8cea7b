#include "core/solver/read_out/read_out.h"

#include <Eigen/Cholesky>

#include <cmath>

namespace gradewise {

namespace {
constexpr double smallestRidge = 1e-12;
constexpr double largestRidge = 1e-3;
/// A neuron whose variance is below this share of its mean square is constant up to rounding.
constexpr double constant = 1e-13;
} // namespace

ReadOut::ReadOut(Index width, Index outputs)
    : kernels_(kernels::active()),
      squares_(width, width),
      products_(outputs, width),
      hiddenSum_(width),
      labelSum_(outputs),
      scale_(width),
      correlations_(width, width),
      solution_(width),
      coefficients_(outputs, width),
      offset_(outputs) {
    clear();
}

void ReadOut::clear() {
    squares_.setZero();
    products_.setZero();
    hiddenSum_.setZero();
    labelSum_.setZero();
    samples_ = 0.0;
}

void ReadOut::add(const double* hidden, const double* labels, Index n) {
    const Index width = squares_.rows();
    const Index outputs = products_.rows();
    kernels_.gram(width, hidden, n, squares_.data());
    kernels_.accumulate({nullptr, nullptr, outputs, width}, labels, hidden, n, products_.data(),
                        labelSum_.data());
    for (Index j = 0; j < n; ++j)
        hiddenSum_ += Eigen::Map<const Vector>(hidden + j * width, width);
    samples_ += static_cast<double>(n);
}

void ReadOut::addWeighted(const Vector& hidden, const Vector& labels, double weight) {
    const double root = std::sqrt(weight); // which is right for products, and made good for sums
    const Vector scaledHidden = root * hidden;
    const Vector scaledLabels = root * labels;
    add(scaledHidden.data(), scaledLabels.data(), 1);
    hiddenSum_ += (weight - root) * hidden;
    labelSum_ += (weight - root) * labels;
    samples_ += weight - 1.0;
}

bool ReadOut::solve() {
    const Index width = squares_.rows();
    for (Index i = 0; i < width; ++i) {
        const double variance = squares_(i, i) - hiddenSum_(i) * hiddenSum_(i) / samples_;
        scale_(i) = variance > constant * squares_(i, i) && variance > 0.0 ? 1.0 / std::sqrt(variance) : 0.0;
    }
    for (Index j = 0; j < width; ++j)
        for (Index i = j; i < width; ++i)
            correlations_(j, i) =
                scale_(i) * scale_(j) * (squares_(i, j) - hiddenSum_(i) * hiddenSum_(j) / samples_);

    double ridge = smallestRidge;
    while (!factorise(ridge)) {
        ridge *= 100.0;
        if (ridge > largestRidge)
            return false;
    }
    for (Index output = 0; output < products_.rows(); ++output) {
        const double mean = labelSum_(output) / samples_;
        solution_ = scale_.array() * (products_.row(output).transpose() - mean * hiddenSum_).array();
        correlations_.triangularView<Eigen::Lower>().solveInPlace(solution_);
        correlations_.triangularView<Eigen::Lower>().adjoint().solveInPlace(solution_);
        coefficients_.row(output) = (scale_.array() * solution_.array()).matrix().transpose();
        offset_(output) = mean - coefficients_.row(output).dot(hiddenSum_.transpose()) / samples_;
    }
    return coefficients_.allFinite() && offset_.allFinite();
}

bool ReadOut::factorise(double ridge) {
    // The factor takes the lower triangle; its diagonal and a second try are made from the upper one.
    for (Index j = 0; j < correlations_.rows(); ++j) {
        correlations_(j, j) = 1.0 + ridge;
        for (Index i = j + 1; i < correlations_.rows(); ++i)
            correlations_(i, j) = correlations_(j, i);
    }
    Eigen::Ref<Matrix> inPlace(correlations_);
    const Eigen::LLT<Eigen::Ref<Matrix>> factor(inPlace);
    return factor.info() == Eigen::Success;
}

} // namespace gradewise
