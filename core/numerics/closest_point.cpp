#include "core/numerics/closest_point.h"

#include <Eigen/Householder>
#include <Eigen/Jacobi>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace gradewise {

namespace {

/// The normals N of the active bounds as N = Q R: R is upper triangular, Q orthogonal, its further columns
/// span what is orthogonal to all of them.
class Factors {
public:
    explicit Factors(Index k)
        : basis_(Matrix::Identity(k, k)), triangle_(Matrix::Zero(k, k)), workspace_(k) {}

    Index size() const { return size_; }
    /// Qᵀ a
    Vector rotated(const Vector& normal) const { return basis_.transpose() * normal; }
    /// R⁻¹ of the first size() entries.
    Vector combination(const Vector& rotated) const {
        return triangle_.topLeftCorner(size_, size_)
            .triangularView<Eigen::Upper>()
            .solve(rotated.head(size_));
    }
    /// The part of the rotated vector that is orthogonal to all normals, turned back.
    Vector orthogonalPart(const Vector& rotated) const {
        const Index rest = basis_.cols() - size_;
        return basis_.rightCols(rest) * rotated.tail(rest);
    }
    /// (NᵀN)⁻¹ of as many numbers.
    Vector multipliersFor(Vector distances) const {
        const auto triangle = triangle_.topLeftCorner(size_, size_).triangularView<Eigen::Upper>();
        triangle.transpose().solveInPlace(distances);
        triangle.solveInPlace(distances);
        return distances;
    }
    /// N λ
    Vector combined(const Vector& multipliers) const {
        return basis_.leftCols(size_) *
               (triangle_.topLeftCorner(size_, size_).triangularView<Eigen::Upper>() * multipliers);
    }

    /// The shortest step that changes the products with the normals by that much: N (NᵀN)⁻¹ d = Q R⁻ᵀ d.
    Vector shortestStep(Vector distances) const {
        triangle_.topLeftCorner(size_, size_)
            .triangularView<Eigen::Upper>()
            .transpose()
            .solveInPlace(distances);
        return basis_.leftCols(size_) * distances;
    }

    void add(Vector rotated) {
        const Index rest = basis_.cols() - size_;
        Vector essential(rest - 1);
        double tau = 0.0;
        double beta = 0.0;
        rotated.tail(rest).makeHouseholder(essential, tau, beta);
        basis_.rightCols(rest).applyHouseholderOnTheRight(essential, tau, workspace_.data());
        triangle_.col(size_).head(size_) = rotated.head(size_);
        triangle_(size_, size_) = beta;
        ++size_;
    }

    void remove(Index place) {
        for (Index column = place; column + 1 < size_; ++column)
            triangle_.col(column).head(column + 2) = triangle_.col(column + 1).head(column + 2);
        --size_;
        for (Index row = place; row < size_; ++row) {
            Eigen::JacobiRotation<double> rotation;
            rotation.makeGivens(triangle_(row, row), triangle_(row + 1, row));
            triangle_.middleCols(row, size_ - row).applyOnTheLeft(row, row + 1, rotation.adjoint());
            triangle_(row + 1, row) = 0.0;
            basis_.applyOnTheRight(row, row + 1, rotation);
        }
        triangle_.col(size_).setZero();
    }

private:
    Matrix basis_;
    Matrix triangle_;
    Vector workspace_;
    Index size_ = 0;
};

/// One side of one band: side · ⟨a_j, z⟩ ≥ side · bound.
struct Bound {
    Index index;
    double side; ///< 1: the low one, -1: the high one
};

class DualActiveSet {
public:
    explicit DualActiveSet(const BandProblem& problem)
        : problem_(problem),
          lengths_(problem.normals.colwise().norm().transpose()),
          taken_(static_cast<std::size_t>(problem.normals.cols()), false),
          factors_(problem.normals.rows()),
          z_(problem.wish) {}

    std::optional<ClosestPoint> solve(const MayContinue& mayContinue) {
        const Index mostSteps = 200 * (problem_.normals.rows() + 10);
        bool reached = true;
        for (std::optional<Bound> worst = mostViolated(); worst && reached; worst = mostViolated()) {
            if (!mayContinue())
                return std::nullopt;
            reached = takeIn(*worst) && steps_ <= mostSteps;
        }
        ClosestPoint result{z_, 0.0, factors_.size(), reached};
        for (std::size_t i = 0; i < bounds_.size(); ++i)
            result.gap += multipliers_[i] * std::abs(slack(bounds_[i]));
        return result;
    }

private:
    double limit(const Bound& bound) const {
        return bound.side > 0.0 ? problem_.low(bound.index) : problem_.high(bound.index);
    }
    Vector normal(const Bound& bound) const { return bound.side * problem_.normals.col(bound.index); }
    /// How far inside the bound z is; negative outside.
    double slack(const Bound& bound) const {
        return bound.side * (problem_.normals.col(bound.index).dot(z_) - limit(bound));
    }

    std::optional<Bound> mostViolated() const {
        const Vector values = problem_.normals.transpose() * z_;
        std::optional<Bound> worst;
        double most = problem_.tolerance;
        for (Index j = 0; j < values.size(); ++j) {
            if (taken_[static_cast<std::size_t>(j)])
                continue;
            const double below = (problem_.low(j) - values(j)) / lengths_(j);
            const double above = (values(j) - problem_.high(j)) / lengths_(j);
            if (std::max(below, above) > most) {
                most = std::max(below, above);
                worst = Bound{j, below > above ? 1.0 : -1.0};
            }
        }
        return worst;
    }

    /// Moves z until the bound holds; other bounds may let go on the way. False when there is no way.
    bool takeIn(const Bound& bound) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const Vector wanted = normal(bound);
        double multiplier = 0.0;
        for (;; ++steps_) {
            const Vector rotated = factors_.rotated(wanted);
            const Index rest = rotated.size() - factors_.size();
            const double freedom = rotated.tail(rest).squaredNorm();
            const bool canMove = freedom > 1e-16 * wanted.squaredNorm();
            const Vector share = factors_.combination(rotated);
            double untilDropped = infinity;
            Index dropped = 0;
            for (Index i = 0; i < share.size(); ++i) {
                const double until = std::max(multipliers_[static_cast<std::size_t>(i)], 0.0) / share(i);
                if (share(i) > 0.0 && until < untilDropped) {
                    untilDropped = until;
                    dropped = i;
                }
            }
            const double untilHeld = canMove ? std::max(-slack(bound), 0.0) / freedom : infinity;
            const double step = std::min(untilDropped, untilHeld);
            if (step == infinity)
                return false;
            if (canMove)
                z_ += step * factors_.orthogonalPart(rotated);
            for (Index i = 0; i < share.size(); ++i)
                multipliers_[static_cast<std::size_t>(i)] -= step * share(i);
            multiplier += step;
            if (step == untilHeld) {
                factors_.add(rotated);
                bounds_.push_back(bound);
                multipliers_.push_back(multiplier);
                taken_[static_cast<std::size_t>(bound.index)] = true;
                settle();
                return true;
            }
            letGo(dropped);
        }
    }

    /// Puts z exactly on the active bounds: the steps' rounding errors do not add up.
    void settle() {
        z_ = problem_.wish;
        const Vector multipliers = factors_.multipliersFor(distances()).cwiseMax(0.0);
        std::ranges::copy(multipliers, multipliers_.begin());
        z_ += factors_.combined(multipliers);
        for (int round = 0; round < 2; ++round) // nearly parallel normals magnify rounding in the multipliers
            z_ += factors_.shortestStep(distances());
    }

    /// How far z is from each active bound.
    Vector distances() const {
        Vector result(factors_.size());
        for (Index i = 0; i < result.size(); ++i)
            result(i) = -slack(bounds_[static_cast<std::size_t>(i)]);
        return result;
    }

    void letGo(Index place) {
        const auto at = static_cast<std::ptrdiff_t>(place);
        taken_[static_cast<std::size_t>(bounds_[static_cast<std::size_t>(place)].index)] = false;
        bounds_.erase(bounds_.begin() + at);
        multipliers_.erase(multipliers_.begin() + at);
        factors_.remove(place);
    }

    const BandProblem& problem_;
    Vector lengths_;
    std::vector<char> taken_; ///< whether a bound of that band is active
    Factors factors_;
    std::vector<Bound> bounds_; ///< the active ones, in the order of the factors
    std::vector<double> multipliers_;
    Vector z_;
    Index steps_ = 0;
};

} // namespace

std::optional<ClosestPoint> closestPoint(const BandProblem& problem, const MayContinue& mayContinue) {
    return DualActiveSet(problem).solve(mayContinue);
}

} // namespace gradewise
