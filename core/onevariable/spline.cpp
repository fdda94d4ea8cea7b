#include "core/onevariable/spline.h"

#include "core/numerics/band.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace gradewise {

namespace {
constexpr double penalty = 1e-14;
} // namespace

SortedSamples SortedSamples::of(const Matrix& x, const Matrix& y) {
    std::vector<Index> order(static_cast<std::size_t>(x.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    if (!std::is_sorted(x.data(), x.data() + x.cols()))
        std::stable_sort(order.begin(), order.end(), [&](Index i, Index j) { return x(0, i) < x(0, j); });
    SortedSamples result{Vector(x.cols()), Matrix(y.rows(), y.cols()), Vector::Zero(x.cols())};
    Index last = -1;
    for (const Index i : order) {
        if (last < 0 || x(0, i) > result.x(last)) {
            ++last;
            result.x(last) = x(0, i);
            result.y.col(last) = y.col(i);
            result.weight(last) = 1.0;
            continue;
        }
        // Running mean and sum of squares (Welford 1962).
        result.weight(last) += 1.0;
        const double before = result.weight(last) - 1.0;
        result.within += (y.col(i) - result.y.col(last)).squaredNorm() * before / result.weight(last);
        result.y.col(last) += (y.col(i) - result.y.col(last)) / result.weight(last);
    }
    result.x.conservativeResize(last + 1);
    result.y.conservativeResize(Eigen::NoChange, last + 1);
    result.weight.conservativeResize(last + 1);
    return result;
}

SortedSamples thinned(const SortedSamples& samples, Index count) {
    const Index size = std::min(samples.size(), count);
    SortedSamples result{Vector(size), Matrix(samples.y.rows(), size), Vector(size), samples.within};
    for (Index k = 0; k < size; ++k) {
        const Index first = k * samples.size() / size;
        const Index group = (k + 1) * samples.size() / size - first;
        const auto weights = samples.weight.segment(first, group);
        result.weight(k) = weights.sum();
        result.x(k) = samples.x.segment(first, group).dot(weights) / result.weight(k);
        result.y.col(k) = samples.y.middleCols(first, group) * weights / result.weight(k);
    }
    return result;
}

SplineValues::SplineValues(const SortedSamples& samples, Index nodes)
    : samples_(samples),
      share_(samples.size()),
      cell_(samples.size()),
      band_(2, nodes),
      right_(nodes, samples.y.rows()),
      residual_(samples.y.rows()) {}

void SplineValues::fit(Spline& spline) {
    place(spline);
    band_.setZero();
    right_.setZero();
    const double stiffness = penalty * samples_.weight.mean();
    for (Index k = 0; k < spline.cells(); ++k) {
        band_(0, k) += spline.a00(k) + stiffness;
        band_(1, k) = spline.a01(k) - stiffness;
        band_(0, k + 1) += spline.a11(k) + stiffness;
    }
    for (Index i = 0; i < samples_.size(); ++i) {
        const Index k = cell_(i);
        const double right = samples_.weight(i) * share_(i);
        const double left = samples_.weight(i) - right;
        for (Index output = 0; output < samples_.y.rows(); ++output) {
            right_(k, output) += left * samples_.y(output, i);
            right_(k + 1, output) += right * samples_.y(output, i);
        }
    }
    factoriseBand(band_);
    solveBand(band_, right_);
    spline.values = right_.transpose();
    judge(spline);
}

void SplineValues::solve(Eigen::Ref<Matrix> right) const {
    solveBand(band_, right);
}

/// Where each sample lies, and the sums that need no labels.
void SplineValues::place(Spline& spline) {
    const Index cells = spline.cells();
    spline.a00.setZero(cells);
    spline.a01.setZero(cells);
    spline.a11.setZero(cells);
    Index k = 0;
    double width = spline.nodes(1) - spline.nodes(0);
    for (Index i = 0; i < samples_.size(); ++i) {
        while (k + 1 < cells && samples_.x(i) >= spline.nodes(k + 1)) {
            ++k;
            width = spline.nodes(k + 1) - spline.nodes(k);
        }
        const double share = (samples_.x(i) - spline.nodes(k)) / width;
        cell_(i) = static_cast<int>(k);
        share_(i) = share;
        const double right = samples_.weight(i) * share;
        spline.a11(k) += right * share;
        spline.a01(k) += right * (1.0 - share);
        spline.a00(k) += (samples_.weight(i) - right) * (1.0 - share);
    }
}

void SplineValues::judge(Spline& spline) {
    const Index outputs = samples_.y.rows();
    spline.r0.setZero(outputs, spline.cells());
    spline.r1.setZero(outputs, spline.cells());
    spline.squares = 0.0;
    for (Index i = 0; i < samples_.size(); ++i) {
        const Index k = cell_(i);
        const double share = share_(i);
        const double weight = samples_.weight(i);
        for (Index output = 0; output < outputs; ++output) {
            const double residual = (1.0 - share) * spline.values(output, k) +
                                    share * spline.values(output, k + 1) - samples_.y(output, i);
            spline.squares += weight * residual * residual;
            spline.r1(output, k) += weight * share * residual;
            spline.r0(output, k) += weight * (1.0 - share) * residual;
        }
    }
}

} // namespace gradewise
