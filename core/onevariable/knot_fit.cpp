#include "core/onevariable/knot_fit.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Least squares over values z at the knots and the ends: tridiagonal normal equations, whose condition is
/// small once scaled, since the basis of hats has small supports.
class HatFit {
public:
    HatFit(const RampProblem& problem, const Knots& knots);
    /// Minimises ½ Σ w |y - f|² + penaltyᵀ z.
    Vector solve(const Vector& penalty) const;
    const Vector& positions() const { return positions_; }

private:
    Vector positions_;
    Vector main_;  ///< after elimination: pivots
    Vector lower_; ///< factors
    Vector right_;
};

HatFit::HatFit(const RampProblem& problem, const Knots& knots) {
    const auto n = static_cast<Index>(knots.at.size()) + 2;
    positions_ = Vector::Ones(n);
    positions_(0) = 0.0;
    for (Index i = 1; i + 1 < n; ++i)
        positions_(i) = problem.x(knots.at[static_cast<std::size_t>(i - 1)]);
    main_ = Vector::Zero(n);
    lower_ = Vector::Zero(n);
    right_ = Vector::Zero(n);
    Index piece = 0;
    for (Index i = 0; i < problem.x.size(); ++i) {
        while (piece + 2 < n && problem.x(i) >= positions_(piece + 1))
            ++piece;
        const double share = (problem.x(i) - positions_(piece)) / (positions_(piece + 1) - positions_(piece));
        const double w = problem.weights(i);
        main_(piece) += w * (1.0 - share) * (1.0 - share);
        main_(piece + 1) += w * share * share;
        lower_(piece + 1) += w * share * (1.0 - share);
        right_(piece) += w * (1.0 - share) * problem.y(i);
        right_(piece + 1) += w * share * problem.y(i);
    }
    for (Index i = 1; i < n; ++i) {
        const double factor = lower_(i) / main_(i - 1);
        main_(i) -= factor * lower_(i);
        lower_(i) = factor;
    }
}

Vector HatFit::solve(const Vector& penalty) const {
    Vector z = right_ - penalty;
    for (Index i = 1; i < z.size(); ++i)
        z(i) -= lower_(i) * z(i - 1);
    z.array() /= main_.array();
    for (Index i = z.size() - 2; i >= 0; --i)
        z(i) -= lower_(i + 1) * z(i + 1);
    return z;
}

/// Coefficients of Σ changes_i d_i and of the sum of first and last slope, as linear functions of z.
struct Slopes {
    Vector changes;
    Vector ends;
};

Slopes slopesOf(const Vector& positions, const std::vector<int>& signs) {
    const Index n = positions.size();
    Slopes result{Vector::Zero(n), Vector::Zero(n)};
    const auto addSlope = [&](Vector& to, Index piece, double factor) {
        const double slope = factor / (positions(piece + 1) - positions(piece));
        to(piece + 1) += slope;
        to(piece) -= slope;
    };
    for (Index i = 1; i + 1 < n; ++i) {
        const double sign = signs[static_cast<std::size_t>(i - 1)];
        addSlope(result.changes, i, sign);
        addSlope(result.changes, i - 1, -sign);
    }
    addSlope(result.ends, 0, 1.0);
    addSlope(result.ends, n - 2, 1.0);
    return result;
}

/// The minimum under β max(D, (D + |S|) / 2), D = changes · z, S = ends · z: where the larger of the two is
/// plain it is a linear penalty; else the minimum has D = |S| and lies between the two minima.
Vector minimum(const HatFit& fit, const Slopes& slopes, double beta) {
    Vector inner = fit.solve(beta * slopes.changes);
    const double side = slopes.ends.dot(inner) < 0.0 ? -1.0 : 1.0;
    const Vector excess = side * slopes.ends - slopes.changes;
    const double atInner = excess.dot(inner);
    if (atInner <= 0.0)
        return inner;
    Vector outer = fit.solve(beta * (slopes.changes + 0.5 * excess));
    const double atOuter = excess.dot(outer);
    if (atOuter >= 0.0)
        return outer;
    return inner + atInner / (atInner - atOuter) * (outer - inner);
}

} // namespace

BrokenLine fitKnots(const RampProblem& problem, Knots knots) {
    for (;;) {
        const HatFit fit(problem, knots);
        const Vector z = minimum(fit, slopesOf(fit.positions(), knots.changes), problem.regularisation);
        Knots kept;
        for (std::size_t i = 0; i < knots.at.size(); ++i) {
            const auto k = static_cast<Index>(i) + 1;
            const Vector& t = fit.positions();
            const double change =
                (z(k + 1) - z(k)) / (t(k + 1) - t(k)) - (z(k) - z(k - 1)) / (t(k) - t(k - 1));
            if (change * knots.changes[i] <= 0.0)
                continue;
            kept.at.push_back(knots.at[i]);
            kept.changes.push_back(knots.changes[i]);
        }
        if (kept.at.size() == knots.at.size())
            return interpolate(fit.positions(), z);
        knots = std::move(kept);
    }
}

Knots knotsOf(const RampProblem& problem, const BrokenLine& line) {
    Knots knots;
    Index j = 1;
    for (const Kink& kink : line.kinks) {
        while (problem.x(j) < kink.position)
            ++j;
        knots.at.push_back(j);
        knots.changes.push_back(kink.change < 0.0 ? -1 : 1);
    }
    return knots;
}

} // namespace gradewise
