#include "core/solver/greedy.h"

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

/// The dictionary's values on the subset and what is still wanted there. Candidates are never made orthogonal
/// themselves: their correlations with the remainder and their lengths beside the chosen ones are updated.
class Selection {
public:
    Selection(const Matrix& values, const Matrix& wanted, Index width)
        : values_(values),
          remainder_(wanted.transpose()),
          basis_(Matrix::Zero(values.rows(), width)),
          lengths_(values.colwise().squaredNorm().transpose()),
          least_(1e-10 * lengths_) {
        correlations_.noalias() = values_.transpose() * remainder_;
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
        Vector q = values_.col(chosen);
        for (int twice = 0; twice < 2; ++twice) // once is not enough for nearly collinear candidates
            q -= basis_.leftCols(taken_) * (basis_.leftCols(taken_).transpose() * q);
        q.normalize();
        const Vector along = values_.transpose() * q;
        const Eigen::RowVectorXd share = q.transpose() * remainder_;
        correlations_.noalias() -= along * share;
        remainder_.noalias() -= q * share;
        lengths_ -= along.cwiseAbs2();
        lengths_(chosen) = 0.0;
        basis_.col(taken_++) = q;
    }

    const Matrix& values_; ///< centred, s × K
    Matrix remainder_;     ///< s × t
    Matrix basis_;         ///< orthonormal, s × w
    Vector lengths_;       ///< squared length of each candidate beside the basis
    Vector least_;         ///< below which a candidate lies in the span of the basis
    Matrix correlations_;  ///< K × t
    Index taken_ = 0;
};

} // namespace

/// Between the 500 and 1000 candidates that prototypes at w = 32 and 64 got by with; not tuned further.
Index dictionarySize(Index width) {
    return std::max<Index>(512, 8 * width);
}

Neurons chooseNeurons(const Matrix& inputs, const Matrix& wanted, Index width, Random& random,
                      const std::function<bool()>& goesOn) {
    const Index size = dictionarySize(width);
    const auto chosen = subset(inputs.cols(), std::min(inputs.cols(), size), random);
    const Matrix points = inputs(Eigen::all, chosen);
    Matrix values;
    const Neurons candidates = dictionary(inputs, size, random);
    values.noalias() = points.transpose() * candidates.weights.transpose();
    values.rowwise() += candidates.biases.transpose();
    values = values.cwiseMax(0.0);
    values.rowwise() -= values.colwise().mean().eval();
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
