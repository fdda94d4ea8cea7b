#include "core/solver/varpro/varpro_problem.h"

#include "core/network/block_workspace.h"
#include "core/numbers/large_pages.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <limits>

namespace gradewise {

namespace {

constexpr Index tile = BlockWorkspace::tileSize;

/// Calls visit(begin, n) for each tile, until it says no.
template <typename Visit>
bool eachTile(Index samples, const Visit& visit) {
    for (Index begin = 0; begin < samples; begin += tile)
        if (!visit(begin, std::min(tile, samples - begin)))
            return false;
    return true;
}

} // namespace

VarProProblem::VarProProblem(const Matrix& inputs, const Matrix& labels, Index width, MayContinue mayContinue)
    : inputs_(inputs),
      labels_(labels),
      width_(width),
      mayContinue_(std::move(mayContinue)),
      kernels_(kernels::active()),
      readOut_(width, labels.rows()),
      below_(width, tile),
      output_(labels.rows(), tile) {}

void VarProProblem::count(double eachSample, double factorisation) {
    multiplyAdds_ += static_cast<double>(inputs_.cols()) * eachSample + factorisation;
}

Vector VarProProblem::pack(const Neurons& neurons) const {
    Vector point(variables());
    point << neurons.weights.reshaped(), neurons.biases;
    return point;
}

Neurons VarProProblem::unpack(const Vector& point) const {
    return {point.head(point.size() - width_).reshaped(width_, inputs_.rows()), point.tail(width_)};
}

kernels::AffineMap VarProProblem::hiddenMap(const Vector& point) const {
    return {point.data(), point.data() + point.size() - width_, width_, inputs_.rows()};
}

void VarProProblem::hiddenOf(const Vector& point, const double* inputs, Index n, double* hidden) {
    if (inputs_.rows() > 0)
        kernels_.layer(Activation::Relu, hiddenMap(point), inputs, n, hidden);
    else // constant features; the kernel does nothing without inputs
        Eigen::Map<Matrix>(hidden, width_, n).colwise() = point.tail(width_).cwiseMax(0.0);
}

std::optional<double> VarProProblem::evaluate(const Vector& point, Vector& gradient) {
    const auto w = static_cast<double>(width_);
    const auto k = static_cast<double>(inputs_.rows());
    const auto t = static_cast<double>(labels_.rows());
    // Hidden values and the read-out's sums; output, its gradient back to the hidden values, and on.
    count(w * (k + 0.5 * w + t) + w * (2.0 * t + k), w * w * w / 6.0);
    if (!project(point))
        return std::nullopt;
    if (!readOut_.solve()) {
        gradient.setZero();
        return std::numeric_limits<double>::infinity();
    }
    if (!differentiate(gradient))
        return std::nullopt;
    return 0.5 * squares_ / static_cast<double>(inputs_.cols());
}

/// Hidden values of n samples; they go into the read-out's sums.
void VarProProblem::addHidden(const Vector& point, Index begin, Index n, double* hidden) {
    hiddenOf(point, inputs_.data() + begin * inputs_.rows(), n, hidden);
    readOut_.add(hidden, labels_.data() + begin * labels_.rows(), n);
}

bool VarProProblem::project(const Vector& point) {
    if (hidden_.size() == 0)
        hidden_ = largeMatrix(width_, inputs_.cols());
    readOut_.clear();
    return eachTile(inputs_.cols(), [&](Index begin, Index n) {
        addHidden(point, begin, n, hidden_.data() + begin * width_);
        return mayContinue_();
    });
}

bool VarProProblem::differentiate(Vector& gradient) {
    gradient.setZero();
    squares_ = 0.0;
    const Index outputs = labels_.rows();
    const kernels::AffineMap readOut{readOut_.coefficients().data(), readOut_.offset().data(), outputs,
                                     width_};
    const kernels::AffineMap hiddenShape{nullptr, nullptr, width_, inputs_.rows()};
    return eachTile(inputs_.cols(), [&](Index begin, Index n) {
        const double* const hidden = hidden_.data() + begin * width_;
        kernels_.affine(readOut, hidden, n, output_.data());
        squares_ += kernels_.residual(outputs * n, output_.data(), labels_.data() + begin * outputs,
                                      1.0 / static_cast<double>(inputs_.cols()), output_.data());
        kernels_.backpropagateRelu(readOut, output_.data(), hidden, n, below_.data());
        kernels_.accumulate(hiddenShape, below_.data(), inputs_.data() + begin * inputs_.rows(), n,
                            gradient.data(), gradient.data() + gradient.size() - width_);
        return mayContinue_();
    });
}

/// Rows in the order of the variables: by W_ij c_i 1[z_i > 0] a_j, by b_i c_i 1[z_i > 0]; then ρ(z_i);
/// then 1.
void VarProProblem::fillSensitivities(const Vector& point, Index begin, Index n) {
    const Index inputs = inputs_.rows();
    const auto outer = readOut_.coefficients().row(0);
    for (Index s = 0; s < n; ++s) {
        const auto hidden = hidden_.col(begin + s);
        auto column = sensitivities_.col(s);
        auto byBias = column.segment(width_ * inputs, width_);
        for (Index i = 0; i < width_; ++i)
            byBias[i] = hidden[i] > 0.0 ? outer[i] : 0.0;
        for (Index j = 0; j < inputs; ++j)
            column.segment(width_ * j, width_) = inputs_(j, begin + s) * byBias;
        column.segment(point.size(), width_) = hidden;
        column[point.size() + width_] = 1.0;
    }
}

bool VarProProblem::curvature(const Vector& point, Matrix& result) {
    const Index all = point.size() + width_ + 1;
    const auto rows = static_cast<double>(all);
    const auto p = static_cast<double>(point.size());
    const double w = rows - p;
    // Products of the rows; the two factorisations (the step's too), and the projection between them.
    count(0.5 * rows * rows + p, (w * w * w + p * p * p) / 6.0 + 0.5 * p * w * (w + p));
    sensitivities_.resize(all, tile);
    products_.setZero(all, all);
    const bool done = eachTile(inputs_.cols(), [&](Index begin, Index n) {
        fillSensitivities(point, begin, n);
        kernels_.gram(all, sensitivities_.data(), n, products_.data());
        return mayContinue_();
    });
    if (!done)
        return false;
    const Index reached = width_ + 1;
    auto across = products_.bottomLeftCorner(reached, point.size()); // Hᵀ D
    Matrix among = products_.bottomRightCorner(reached, reached);
    among.diagonal() *= 1.0 + 1e-12; // as the read-out has it
    among.diagonal().array() += std::numeric_limits<double>::min();
    const Eigen::LLT<Matrix> factor(among);
    result = products_.topLeftCorner(point.size(), point.size());
    if (factor.info() == Eigen::Success) {
        const Matrix half = factor.matrixL().solve(across);
        result.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose(), -1.0);
    }
    result /= static_cast<double>(inputs_.cols());
    return true;
}

double VarProProblem::squaredError(const Vector& point, const Matrix& coefficients, const Vector& offset,
                                   const Matrix& inputs, const Matrix& labels) {
    double squares = 0.0;
    const kernels::AffineMap readOut{coefficients.data(), offset.data(), labels.rows(), width_};
    eachTile(inputs.cols(), [&](Index begin, Index n) {
        hiddenOf(point, inputs.data() + begin * inputs.rows(), n, below_.data());
        kernels_.affine(readOut, below_.data(), n, output_.data());
        squares += kernels_.residual(labels.rows() * n, output_.data(), labels.data() + begin * labels.rows(),
                                     1.0, output_.data());
        return true;
    });
    return squares;
}

} // namespace gradewise
