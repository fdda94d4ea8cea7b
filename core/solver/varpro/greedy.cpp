#include "core/solver/varpro/greedy.h"

#include "core/network/kernels.h"
#include "core/numbers/large_pages.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace gradewise {

namespace {

std::vector<Index> subset(Index samples, Index size, Random& random) {
    std::vector<Index> order(static_cast<std::size_t>(samples));
    std::iota(order.begin(), order.end(), Index{0});
    for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i)
        std::swap(order[i], order[i + random.below(order.size() - i)]);
    order.resize(static_cast<std::size_t>(size));
    return order;
}

Vector direction(Index rows, Random& random) {
    Vector result(rows);
    do {
        for (double& entry : result)
            entry = random.normal();
    } while (rows > 0 && !(result.norm() > 1e-3)); // constant features leave no direction, and no rows
    return result.normalized();
}

/// Random neurons whose kinks lie at samples.
Neurons dictionary(const Matrix& inputs, Index size, Random& random) {
    Neurons result{Matrix(size, inputs.rows()), Vector(size)};
    for (Index i = 0; i < size; ++i) {
        const Vector along = direction(inputs.rows(), random);
        const auto sample = static_cast<Index>(random.below(static_cast<std::uint64_t>(inputs.cols())));
        result.weights.row(i) = along.transpose();
        result.biases(i) = -along.dot(inputs.col(sample));
    }
    return result;
}

/// Values ρ(W a + b) of candidates, less their mean: s × K, one candidate a column.
Matrix centredValues(const Neurons& candidates, const Matrix& points) {
    // The layer's samples are the candidates and its neurons the points: each of them a constant beside.
    Matrix pointsAndOne = Matrix::Ones(points.cols(), points.rows() + 1);
    pointsAndOne.leftCols(points.rows()) = points.transpose();
    Matrix parameters(points.rows() + 1, candidates.biases.size());
    parameters << candidates.weights.transpose(), candidates.biases.transpose();
    const Vector zero = Vector::Zero(points.cols());
    Matrix values = largeMatrix(points.cols(), candidates.biases.size());
    kernels::active().layer(Activation::Relu,
                            {pointsAndOne.data(), zero.data(), points.cols(), pointsAndOne.cols()},
                            parameters.data(), parameters.cols(), values.data());
    for (Index i = 0; i < values.cols(); ++i)
        values.col(i).array() -= values.col(i).mean();
    return values;
}

/// The dictionary's values on the subset and what is left of the labels there. Candidates are never made
/// orthogonal themselves: their correlations with the remainder and their lengths beside the chosen ones are
/// updated.
class Selection {
public:
    Selection(const Matrix& values, const Matrix& labels, Index width)
        : values_(values),
          kernels_(kernels::active()),
          remainder_(labels),
          basis_(values.rows(), width),
          basisRows_(Matrix::Zero(width, values.rows())),
          lengths_(values.colwise().squaredNorm().transpose()),
          least_(1e-10 * lengths_),
          correlations_(labels.rows(), values.cols()),
          along_(values.cols()),
          shares_(Vector::Zero(width)),
          projected_(values.rows()) {
        const Vector zero = Vector::Zero(labels.rows());
        kernels_.affine({labels.data(), zero.data(), labels.rows(), labels.cols()}, values.data(),
                        values.cols(), correlations_.data());
    }

    /// The next neuron, or -1 when none of those left adds anything.
    Index next() {
        Index best = -1;
        double most = 0.0;
        for (Index i = 0; i < lengths_.size(); ++i) {
            const double gain =
                lengths_(i) > least_(i) ? correlations_.col(i).squaredNorm() / lengths_(i) : 0.0;
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        if (best >= 0)
            take(best);
        return best;
    }

private:
    void take(Index chosen) {
        Vector q = values_.col(chosen);
        for (int twice = 0; twice < 2; ++twice) { // once is not enough for nearly collinear candidates
            multiply(q, basis_, taken_, shares_);
            multiply(shares_, basisRows_, basisRows_.cols(), projected_);
            q -= projected_;
        }
        q.normalize();
        multiply(q, values_, values_.cols(), along_);
        const Vector share = remainder_ * q;
        correlations_.noalias() -= share * along_.transpose();
        remainder_.noalias() -= share * q.transpose();
        lengths_ -= along_.cwiseAbs2();
        lengths_(chosen) = 0.0;
        basis_.col(taken_) = q;
        basisRows_.row(taken_++) = q.transpose();
    }
    /// result_j = ⟨vector, column j⟩ for the first `count` columns: along the memory, which a row would
    /// cross.
    void multiply(const Vector& vector, const Matrix& columns, Index count, Vector& result) const {
        static constexpr double nothing = 0.0;
        kernels_.affine({vector.data(), &nothing, 1, vector.size()}, columns.data(), count, result.data());
    }

    const Matrix& values_; ///< centred, s × K
    const kernels::Table& kernels_;
    Matrix remainder_;    ///< t × s
    Matrix basis_;        ///< orthonormal, s × w; the first taken_ columns
    Matrix basisRows_;    ///< its transpose; zero where there is none yet
    Vector lengths_;      ///< squared length of each candidate beside the basis
    Vector least_;        ///< below which a candidate lies in the span of the basis
    Matrix correlations_; ///< t × K
    Vector along_;        ///< K
    Vector shares_;       ///< w
    Vector projected_;    ///< s
    Index taken_ = 0;
};

} // namespace

/// Between the 500 and 1000 candidates that prototypes at w = 32 and 64 got by with; not tuned further.
Index dictionarySize(Index width) {
    return std::max<Index>(512, 8 * width);
}

/// Candidates' values, lengths and correlations; then for each choice its product with every candidate, and
/// twice with the basis and back.
double greedyMultiplyAdds(Index rows, Index outputs, Index samples, Index width) {
    const auto candidates = static_cast<double>(dictionarySize(width));
    const double points = std::min(static_cast<double>(samples), candidates);
    const auto m = static_cast<double>(rows);
    const auto t = static_cast<double>(outputs);
    const auto w = static_cast<double>(width);
    return candidates * points * (m + t + 1.0) +
           w * (candidates * (points + t + 1.0) + points * (4.0 * w + 2.0 * t));
}

Neurons chooseNeurons(const Matrix& inputs, const Matrix& labels, Index width, Random& random,
                      const MayContinue& mayContinue) {
    const Index size = dictionarySize(width);
    const auto chosen = subset(inputs.cols(), std::min(inputs.cols(), size), random);
    const Matrix points = inputs(Eigen::all, chosen);
    const Neurons candidates = dictionary(inputs, size, random);
    const Matrix values = centredValues(candidates, points);
    Matrix centred = labels(Eigen::all, chosen);
    centred.colwise() -= centred.rowwise().mean().eval();

    Selection selection(values, centred, width);
    Neurons result{Matrix(width, inputs.rows()), Vector(width)};
    bool more = true;
    for (Index i = 0; i < width; ++i) {
        more = more && mayContinue();
        // Any of them will do where none adds anything: the solver moves it.
        const Index next = more ? selection.next() : -1;
        const Index source = next >= 0 ? next : i;
        result.weights.row(i) = candidates.weights.row(source);
        result.biases(i) = candidates.biases(source);
    }
    return result;
}

} // namespace gradewise
