#include "core/onevariable/spline_neurons.h"

#include <queue>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// The slope's jumps at the inner nodes, t × (p - 2).
Matrix jumpsOf(const Spline& spline) {
    Matrix jumps(spline.values.rows(), spline.nodes.size() - 2);
    for (Index k = 0; k < jumps.cols(); ++k)
        jumps.col(k) = spline.slope(k + 1) - spline.slope(k);
    return jumps;
}

RampSides balancedSides(const Spline& spline) {
    const Matrix jumps = jumpsOf(spline);
    // Σ over leftward c = -slope, with Σ over leftward c = ½ (Σ c + Σ sign c).
    Vector numbers(jumps.cols() + 1);
    numbers << jumps.row(0).transpose(), jumps.sum() + 2.0 * spline.slope(0)(0);
    const Vector signs = balancingSigns(numbers);
    RampSides result(static_cast<std::size_t>(jumps.cols()));
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = signs(static_cast<Index>(k)) > 0.0;
    return result;
}

/// One ramp after the other; all have slope ±1 / span, so that features are of the size of 1.
class Ramps {
public:
    Ramps(const Spline& spline, Index width, double span)
        : span_(span),
          result_{{Matrix(width, 1), Vector(width)},
                  Matrix::Zero(spline.values.rows(), width),
                  spline.values.col(0),
                  spline.squares} {}

    void add(double kink, double sign, const Vector& coefficient) {
        result_.neurons.weights(count_, 0) = sign / span_;
        result_.neurons.biases(count_) = -sign * kink / span_;
        result_.coefficients.col(count_++) = span_ * coefficient;
    }
    /// The function's value at the first node is known; what the ramps have there is taken off.
    SplineNeurons finished(double first) {
        const Vector active = (result_.neurons.weights.col(0) * first + result_.neurons.biases).cwiseMax(0.0);
        result_.offset -= result_.coefficients * active;
        return std::move(result_);
    }
    Index left() const { return result_.coefficients.cols() - count_; }

private:
    double span_;
    SplineNeurons result_;
    Index count_ = 0;
};

} // namespace

Vector balancingSigns(const Vector& numbers) {
    using Item = std::pair<double, Index>; // size; ties by place keep this reproducible
    std::priority_queue<Item> items;
    for (Index i = 0; i < numbers.size(); ++i)
        items.emplace(std::abs(numbers(i)), i);
    std::vector<std::vector<Index>> opposed(static_cast<std::size_t>(numbers.size()));
    while (items.size() > 1) {
        const Item large = items.top();
        items.pop();
        const Item small = items.top();
        items.pop();
        opposed[static_cast<std::size_t>(large.second)].push_back(small.second);
        opposed[static_cast<std::size_t>(small.second)].push_back(large.second);
        items.emplace(large.first - small.first, large.second);
    }
    Vector signs = Vector::Zero(numbers.size());
    std::vector<Index> open = {numbers.size() - 1};
    signs(open.front()) = 1.0;
    while (!open.empty()) {
        const Index i = open.back();
        open.pop_back();
        for (const Index other : opposed[static_cast<std::size_t>(i)])
            if (signs(other) == 0.0) {
                signs(other) = -signs(i);
                open.push_back(other);
            }
    }
    // So far for the sizes; the last number keeps its sign.
    const double last = std::signbit(numbers(numbers.size() - 1)) ? -1.0 : 1.0;
    for (Index i = 0; i < numbers.size(); ++i)
        signs(i) *= last * (std::signbit(numbers(i)) ? -1.0 : 1.0);
    return signs;
}

SplineNeurons neuronsOf(const Spline& spline, Index width, const SortedSamples& samples) {
    const Index inner = spline.nodes.size() - 2;
    if (inner == width) {
        const RampSides sides = balancedSides(spline);
        Spline fitted = spline;
        SplineValues values(samples, spline.nodes.size());
        fitUnder(sides, values, fitted);
        return neuronsOf(fitted, sides, samples);
    }
    Ramps ramps(spline, width, samples.span());
    const Matrix jumps = jumpsOf(spline);
    for (Index k = 0; k < inner; ++k)
        ramps.add(spline.nodes(k + 1), 1.0, jumps.col(k));
    const double first = spline.nodes(0);
    if (ramps.left() > 0)
        ramps.add(first - samples.span(), 1.0, spline.slope(0));
    const double spare = static_cast<double>(ramps.left()) + 1.0;
    while (ramps.left() > 0)
        ramps.add(first + samples.span() * static_cast<double>(ramps.left()) / spare, 1.0,
                  Vector::Zero(spline.values.rows()));
    return ramps.finished(first);
}

SplineNeurons neuronsOf(const Spline& spline, const RampSides& sides, const SortedSamples& samples) {
    const Matrix jumps = jumpsOf(spline);
    Ramps ramps(spline, jumps.cols(), samples.span());
    for (Index k = 0; k < jumps.cols(); ++k)
        ramps.add(spline.nodes(k + 1), sides[static_cast<std::size_t>(k)] ? -1.0 : 1.0, jumps.col(k));
    return ramps.finished(spline.nodes(0));
}

} // namespace gradewise
