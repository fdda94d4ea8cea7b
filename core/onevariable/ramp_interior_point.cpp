#include "core/onevariable/ramp_interior_point.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

/// Constraints k = 0..3 are signs[k] (g_j - fromFirst[k] g_0) ≤ β.
constexpr std::array<double, 4> signs = {1.0, -1.0, 1.0, -1.0};
constexpr std::array<bool, 4> fromFirst = {false, false, true, true};

constexpr Index rowsBetweenQuestions = 4096;

/// A v for v of m - 1 numbers and v_{m-1} = 0; m numbers.
Vector secondDifferences(const Vector& v, const Vector& inverse) {
    const Index m = inverse.size() + 1;
    Vector result(m);
    double before = 0.0;
    for (Index i = 0; i < m; ++i) {
        const double after = i + 1 < m ? ((i + 2 < m ? v(i + 1) : 0.0) - v(i)) * inverse(i) : 0.0;
        result(i) = after - before;
        before = after;
    }
    return result;
}

} // namespace

RampInteriorPoint::RampInteriorPoint(const RampProblem& problem, MayContinue mayContinue)
    : problem_(problem),
      mayContinue_(std::move(mayContinue)),
      m_(problem.x.size()),
      inverse_(m_ - 1),
      root_(problem.weights.cwiseSqrt()),
      g_(Vector::Zero(m_ - 1)),
      fitted_(problem.y),
      step_(m_ - 1),
      system_(m_ - 2) {
    for (Index j = 0; j + 1 < m_; ++j)
        inverse_(j) = 1.0 / (problem.x(j + 1) - problem.x(j));
    const double beta = problem.regularisation;
    // As if the objective of the zero function, ½, were the gap.
    const double multiplier = 1.0 / (8.0 * static_cast<double>(m_) * beta);
    for (std::size_t k = 0; k < 4; ++k) {
        slack_[k] = Vector::Constant(m_ - 1, beta);
        multiplier_[k] = Vector::Constant(m_ - 1, multiplier);
        if (fromFirst[k])
            multiplier_[k](0) = 0.0;
        slackStep_[k] = Vector::Zero(m_ - 1);
        multiplierStep_[k] = Vector::Zero(m_ - 1);
    }
}

/// The quadratic's row i: the residual after the step, A (g + step) / w - y, times √w.
void RampInteriorPoint::addRow(Index i) {
    const double left = i > 0 ? inverse_(i - 1) / root_(i) : 0.0;
    const double right = i + 1 < m_ ? inverse_(i) / root_(i) : 0.0;
    const double wanted = root_(i) * fitted_(i);
    const double beyond = i + 2 < m_ ? right : 0.0; // g_{m-1} is 0
    if (i == 0)
        system_.add(0, {beyond, 0.0, 0.0, -right, wanted});
    else if (i == 1)
        system_.add(0, {m_ > 2 ? -(left + right) : 0.0, beyond, 0.0, left, wanted});
    else
        system_.add(i - 2, {left, i + 1 < m_ ? -(left + right) : 0.0, beyond, 0.0, wanted});
}

/// The four constraints on g_j as rows: √(multiplier / slack) times the step of the constraint.
void RampInteriorPoint::addBarrier(Index j, double target, bool corrected) {
    for (std::size_t k = 0; k < (j == 0 ? 2U : 4U); k += 2) {
        double stiffness = 0.0;
        double push = 0.0;
        for (std::size_t side = k; side < k + 2; ++side) {
            const double second = corrected ? slackStep_[side](j) * multiplierStep_[side](j) : 0.0;
            stiffness += multiplier_[side](j) / slack_[side](j);
            push -= signs[side] * (target - second) / slack_[side](j);
        }
        const double root = std::sqrt(stiffness);
        if (j == 0)
            system_.add(m_ - 2, {0.0, 0.0, 0.0, root, push / root});
        else
            system_.add(j - 1, {root, 0.0, 0.0, fromFirst[k] ? -root : 0.0, push / root});
    }
}

/// Newton's direction towards multiplier · slack = target, minus, when corrected, the product of the steps.
bool RampInteriorPoint::direction(double target, bool corrected) {
    system_.begin();
    addRow(0);
    addRow(1);
    addBarrier(0, target, corrected);
    for (Index j = 1; j + 1 < m_; ++j) {
        if (j % rowsBetweenQuestions == 1 && !mayContinue_())
            return false;
        addBarrier(j, target, corrected);
        addRow(j + 1);
    }
    step_ = system_.solve();
    if (!step_.allFinite())
        return false;
    constraintsAlong(target, corrected);
    return true;
}

/// Steps of slacks and multipliers that go with the step of g.
void RampInteriorPoint::constraintsAlong(double target, bool corrected) {
    for (std::size_t k = 0; k < 4; ++k)
        for (Index j = fromFirst[k] ? 1 : 0; j + 1 < m_; ++j) {
            const double along = signs[k] * (step_(j) - (fromFirst[k] ? step_(0) : 0.0));
            const double second = corrected ? slackStep_[k](j) * multiplierStep_[k](j) : 0.0;
            slackStep_[k](j) = -along;
            multiplierStep_[k](j) =
                (target - second + multiplier_[k](j) * along) / slack_[k](j) - multiplier_[k](j);
        }
}

/// The longest step, at most 1, that keeps slacks and multipliers from becoming negative.
double RampInteriorPoint::longest() const {
    double length = 1.0;
    const auto shorten = [&](double value, double step) {
        if (step < 0.0)
            length = std::min(length, -value / step);
    };
    for (std::size_t k = 0; k < 4; ++k)
        for (Index j = fromFirst[k] ? 1 : 0; j + 1 < m_; ++j) {
            shorten(slack_[k](j), slackStep_[k](j));
            shorten(multiplier_[k](j), multiplierStep_[k](j));
        }
    return length;
}

/// Mean product of slack and multiplier after a step of that length.
double RampInteriorPoint::complementarity(double length) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < 4; ++k)
        sum += (slack_[k] + length * slackStep_[k]).dot(multiplier_[k] + length * multiplierStep_[k]);
    return sum / (4.0 * static_cast<double>(m_) - 6.0);
}

bool RampInteriorPoint::step() {
    const double now = complementarity(0.0);
    if (!direction(0.0, false))
        return false;
    const double reached = complementarity(longest());
    if (!direction(now * std::pow(std::max(reached, 0.0) / now, 3), true))
        return false;
    const double length = 0.99 * longest();
    if (!(length > 1e-8))
        return false;
    move(length);
    return std::all_of(slack_.begin(), slack_.end(), [](const Vector& s) { return s.minCoeff() > 0.0; });
}

void RampInteriorPoint::move(double length) {
    g_ += length * step_;
    fitted_ -= length * secondDifferences(step_, inverse_).cwiseQuotient(problem_.weights);
    for (std::size_t k = 0; k < 4; ++k) {
        multiplier_[k] += length * multiplierStep_[k];
        for (Index j = fromFirst[k] ? 1 : 0; j + 1 < m_; ++j)
            slack_[k](j) += length * slackStep_[k](j);
    }
}

BrokenLine RampInteriorPoint::line() const {
    BrokenLine line;
    line.slope = multiplier_[0](0) - multiplier_[1](0);
    for (Index j = 1; j + 1 < m_; ++j) {
        const double right = multiplier_[0](j) - multiplier_[1](j);
        const double left = multiplier_[2](j) - multiplier_[3](j);
        line.slope -= left;
        line.kinks.push_back({problem_.x(j), right + left});
    }
    return line;
}

/// A ramp is in use when its multiplier, measured by all multipliers, outweighs its slack, measured by β.
Knots RampInteriorPoint::knots() const {
    double total = 0.0;
    for (const Vector& m : multiplier_)
        total += m.sum();
    const auto used = [&](std::size_t k, Index j) {
        return multiplier_[k](j) * problem_.regularisation > slack_[k](j) * total;
    };
    Knots knots;
    for (Index j = 1; j + 1 < m_; ++j) {
        const bool up = used(0, j) || used(2, j);
        if (!up && !used(1, j) && !used(3, j))
            continue;
        knots.at.push_back(j);
        knots.changes.push_back(up ? 1 : -1);
    }
    return knots;
}

} // namespace gradewise
