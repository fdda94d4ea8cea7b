#include "core/audit/plain_pass.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

Matrix hidden(const Block& block, Matrix features) {
    const Activation activation = block.shape().activation;
    for (Index layer = 0; layer + 1 < block.layers(); ++layer) {
        const Matrix below = std::move(features);
        features = (block.weights(layer) * below).colwise() + block.bias(layer);
        features = Matrix(features.unaryExpr([activation](double z) { return value(activation, z); }));
    }
    return features;
}

Matrix readOut(const Block& block, const Matrix& features) {
    return (block.weights(block.layers() - 1) * features).colwise() + block.bias(block.layers() - 1);
}

/// The read-out of a grade of the model at the points, with all grades below it passed again.
Matrix readOutAt(const Matrix& points, const MultigradeModel& model, std::size_t grade) {
    Fed fed(points);
    for (std::size_t l = 0; l < grade; ++l)
        fed.advance(model.grade(l).carry, hidden(model.grade(l).block, fed.seen()), points);
    return readOut(model.grade(grade).block, hidden(model.grade(grade).block, fed.seen()));
}

/// The weights of those nodes at the point x, not normalised.
Vector kernel(const Smoothing& smoothing, const Matrix& nodes, Index firstNode, const Vector& x) {
    Vector weights = Vector::Ones(nodes.cols());
    Index stride = 1;
    for (std::size_t i = 0; i < smoothing.axes().size(); ++i) {
        const SmoothingAxis& axis = smoothing.axes()[i];
        const auto row = static_cast<Index>(i);
        for (Index j = 0; j < nodes.cols(); ++j) {
            const double away = (nodes(row, j) - x(row)) / axis.sigma;
            weights(j) *=
                booleWeight((firstNode + j) / stride % axis.nodes, axis.nodes) * std::exp(-0.5 * away * away);
        }
        stride *= axis.nodes;
    }
    return weights;
}

Matrix smoothed(const Smoothing& smoothing, const Matrix& points, const MultigradeModel& model,
                std::size_t grade) {
    constexpr Index atOnce = 4096; // nodes
    Matrix sum = Matrix::Zero(model.outputs(), points.cols());
    Eigen::RowVectorXd size = Eigen::RowVectorXd::Zero(points.cols());
    for (Index begin = 0; begin < smoothing.nodeCount(); begin += atOnce) {
        const Matrix nodes = smoothing.nodes(begin, std::min(atOnce, smoothing.nodeCount() - begin));
        const Matrix values = readOutAt(nodes, model, grade);
        for (Index k = 0; k < points.cols(); ++k) {
            const Vector weights = kernel(smoothing, nodes, begin, points.col(k));
            sum.col(k) += values * weights;
            size(k) += weights.sum();
        }
    }
    return sum.array().rowwise() / size.array();
}

} // namespace

PlainPass::PlainPass(Matrix points, Index outputs)
    : points_(std::move(points)), fed_(points_), output_(Matrix::Zero(outputs, points_.cols())) {}

void PlainPass::advance(const MultigradeModel& model, std::size_t grade) {
    const FrozenGrade& frozen = model.grade(grade);
    Matrix features = hidden(frozen.block, fed_.seen());
    output_ += frozen.smoothing ? smoothed(*frozen.smoothing, points_, model, grade)
                                : readOut(frozen.block, features);
    fed_.advance(frozen.carry, std::move(features), points_);
}

} // namespace gradewise
