#include "core/network/smoothing.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace gradewise {

namespace {
constexpr double reach = 8.0; ///< in σ
} // namespace

double booleWeight(Index node, Index nodes) {
    if (node == 0 || node == nodes - 1)
        return 7.0;
    if (node % 2 == 1)
        return 32.0;
    return node % 4 == 2 ? 12.0 : 14.0;
}

/// The nodes of an axis that count at a place, and their weights, which add up to 1.
struct Smoothing::Window {
    Index first = 0;
    Vector weights;

    void moveTo(const SmoothingAxis& axis, const Vector& rule, double x) {
        const double spacing = axis.spacing();
        const double place = (std::clamp(x, axis.low, axis.high) - axis.low) / spacing;
        const double width = axis.sigma / spacing;
        first = std::max<Index>(0, static_cast<Index>(std::ceil(place - reach * width)));
        const Index last = std::min(axis.nodes - 1, static_cast<Index>(std::floor(place + reach * width)));
        const Index count = last - first + 1;
        const double away = static_cast<double>(first) - place; // of the first node, in node distances
        weights = rule.segment(first, count).array() *
                  (-0.5 / (width * width) *
                   (Eigen::ArrayXd::LinSpaced(count, 0.0, static_cast<double>(count - 1)) + away).square())
                      .exp();
        weights /= weights.sum();
    }
};

Smoothing::Smoothing(std::vector<SmoothingAxis> axes) : axes_(std::move(axes)) {
    Index stride = 1;
    for (const SmoothingAxis& axis : axes_) {
        if (axis.nodes < 5 || axis.nodes % 4 != 1)
            throw std::invalid_argument("A smoothing needs 4 I + 1 nodes an axis, five or more.");
        if (!axis.resolved())
            throw std::invalid_argument("A smoothing needs a sigma of two node distances or more.");
        rules_.emplace_back(
            Vector::NullaryExpr(axis.nodes, [&axis](Index node) { return booleWeight(node, axis.nodes); }));
        strides_.push_back(stride);
        stride *= axis.nodes;
    }
}

Index Smoothing::nodeCount() const {
    return axes_.empty() ? 0 : strides_.back() * axes_.back().nodes;
}

double Smoothing::terms() const {
    double count = 1.0;
    for (const SmoothingAxis& axis : axes_)
        count *= std::min(static_cast<double>(axis.nodes), 2.0 * reach * axis.sigma / axis.spacing() + 1.0);
    return count;
}

Matrix Smoothing::nodes(Index begin, Index count) const {
    Matrix result(static_cast<Index>(axes_.size()), count);
    for (Index column = 0; column < count; ++column)
        for (std::size_t i = 0; i < axes_.size(); ++i) {
            const SmoothingAxis& axis = axes_[i];
            const Index node = (begin + column) / strides_[i] % axis.nodes;
            result(static_cast<Index>(i), column) =
                node + 1 == axis.nodes ? axis.high : axis.low + static_cast<double>(node) * axis.spacing();
        }
    return result;
}

void Smoothing::setValues(Matrix values) {
    if (values.cols() != nodeCount())
        throw std::invalid_argument("A smoothing needs one value a node.");
    origin_ = values.col(0);
    values_ = std::move(values);
    values_.colwise() -= origin_;
}

void Smoothing::scale(double factor) {
    origin_ *= factor;
    values_ *= factor;
}

/// Adds `weight` times the mean over the windows of that axis and those before it; `node` is the place of the
/// later axes' nodes.
void Smoothing::add(std::size_t axis, Index node, double weight, const std::vector<Window>& windows,
                    Vector& sum) const {
    const Window& window = windows[axis];
    if (axis == 0) {
        sum.noalias() +=
            weight * (values_.middleCols(node + window.first, window.weights.size()) * window.weights);
        return;
    }
    for (Index j = 0; j < window.weights.size(); ++j)
        add(axis - 1, node + (window.first + j) * strides_[axis], weight * window.weights(j), windows, sum);
}

Matrix Smoothing::operator()(const Matrix& x) const {
    Matrix result(origin_.size(), x.cols());
    std::vector<Window> windows(axes_.size());
    Vector sum(origin_.size());
    for (Index column = 0; column < x.cols(); ++column) {
        for (std::size_t i = 0; i < axes_.size(); ++i)
            windows[i].moveTo(axes_[i], rules_[i], x(static_cast<Index>(i), column));
        sum.setZero();
        add(axes_.size() - 1, 0, 1.0, windows, sum);
        result.col(column) = origin_ + sum;
    }
    return result;
}

} // namespace gradewise
