#include "core/solver/greedy.h"

#include "core/network/kernels.h"

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

/// Values ρ(W a + b) of candidates, less their mean: K × s.
Matrix centredValues(const Neurons& candidates, const Matrix& points) {
    const kernels::Table& kernels = kernels::active();
    const Index size = candidates.biases.size();
    Matrix values(size, points.cols());
    kernels.layer(Activation::Relu,
                  {candidates.weights.data(), candidates.biases.data(), size, points.rows()}, points.data(),
                  points.cols(), values.data());
    Vector mean = Vector::Zero(size);
    for (Index j = 0; j < values.cols(); ++j)
        mean += values.col(j);
    mean /= static_cast<double>(values.cols());
    values.colwise() -= mean;
    return values;
}

/// The dictionary's values on the subset and what is still wanted there. Candidates are never made orthogonal
/// themselves: their correlations with the remainder and their lengths beside the chosen ones are updated.
class Selection {
public:
    Selection(const Matrix& values, const Matrix& wanted, Index width)
        : values_(values),
          kernels_(kernels::active()),
          remainder_(wanted),
          basis_(Matrix::Zero(values.cols(), width)),
          basisRows_(Matrix::Zero(width, values.cols())),
          lengths_(Vector::Zero(values.rows())),
          zero_(Vector::Zero(std::max(values.rows(), values.cols()))),
          along_(values.rows()),
          shares_(width),
          projected_(values.cols()) {
        for (Index j = 0; j < values.cols(); ++j)
            lengths_ += values.col(j).cwiseAbs2();
        least_ = 1e-10 * lengths_;
        correlations_.setZero(values.rows(), wanted.rows());
        Vector unused = Vector::Zero(values.rows());
        kernels_.accumulate({nullptr, nullptr, values.rows(), wanted.rows()}, values.data(), wanted.data(),
                            values.cols(), correlations_.data(), unused.data());
    }

    /// The next neuron, or -1 when none of those left adds anything.
    Index next() {
        Index best = -1;
        double most = 0.0;
        for (Index i = 0; i < lengths_.size(); ++i) {
            const double gain =
                lengths_(i) > least_(i) ? correlations_.row(i).squaredNorm() / lengths_(i) : 0.0;
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
        Vector q = values_.row(chosen).transpose();
        for (int twice = 0; twice < 2; ++twice) { // once is not enough for nearly collinear candidates
            multiply(basisRows_, q, shares_);
            multiply(basis_, shares_, projected_);
            q -= projected_;
        }
        q.normalize();
        multiply(values_, q, along_);
        const Vector share = remainder_ * q;
        correlations_.noalias() -= along_ * share.transpose();
        remainder_.noalias() -= share * q.transpose();
        lengths_ -= along_.cwiseAbs2();
        lengths_(chosen) = 0.0;
        basis_.col(taken_) = q;
        basisRows_.row(taken_++) = q.transpose();
    }
    void multiply(const Matrix& matrix, const Vector& vector, Vector& result) const {
        kernels_.affine({matrix.data(), zero_.data(), matrix.rows(), matrix.cols()}, vector.data(), 1,
                        result.data());
    }

    const Matrix& values_; ///< centred, K × s
    const kernels::Table& kernels_;
    Matrix remainder_;    ///< t × s
    Matrix basis_;        ///< orthonormal, s × w; zero where there is none yet
    Matrix basisRows_;    ///< its transpose
    Vector lengths_;      ///< squared length of each candidate beside the basis
    Vector least_;        ///< below which a candidate lies in the span of the basis
    Matrix correlations_; ///< K × t
    Vector zero_;
    Vector along_;     ///< K
    Vector shares_;    ///< w
    Vector projected_; ///< s
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

Neurons chooseNeurons(const Matrix& inputs, const Matrix& wanted, Index width, Random& random,
                      const std::function<bool()>& goesOn) {
    const Index size = dictionarySize(width);
    const auto chosen = subset(inputs.cols(), std::min(inputs.cols(), size), random);
    const Matrix points = inputs(Eigen::all, chosen);
    const Neurons candidates = dictionary(inputs, size, random);
    const Matrix values = centredValues(candidates, points);
    Matrix labels = wanted(Eigen::all, chosen);
    labels.colwise() -= labels.rowwise().mean().eval();

    Selection selection(values, labels, width);
    Neurons result{Matrix(width, inputs.rows()), Vector(width)};
    bool more = true;
    for (Index i = 0; i < width; ++i) {
        more = more && goesOn();
        // Any of them will do where none adds anything: the solver moves it.
        const Index next = more ? selection.next() : -1;
        const Index source = next >= 0 ? next : i;
        result.weights.row(i) = candidates.weights.row(source);
        result.biases(i) = candidates.biases(source);
    }
    return result;
}

} // namespace gradewise
