// Primal-dual interior-point steps (Mehrotra's predictor and corrector) on the dual of the ramp problem, as
// for l1 trend filtering (Kim, Koh, Boyd & Gorinevsky 2009): O(m) a step, a few dozen steps whatever m is.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/numerics/banded_least_squares.h"
#include "core/onevariable/knot_fit.h"

#include <array>

namespace gradewise {

/// Minimises ½ Σ (A g)²/w - Σ y A g over the ramps' correlations g, g_{m-1} = 0, A g second differences, so
/// that A g / w is the residual, subject to -β ≤ g_j ≤ β and -β ≤ g_j - g_0 ≤ β. The multipliers of the four
/// are the ramps' coefficients. Needs m ≥ 2 positions. Allocates when made only.
class RampInteriorPoint {
public:
    /// `mayContinue` is asked often; once it says no, the step under way fails.
    RampInteriorPoint(const RampProblem& problem, MayContinue mayContinue);

    /// False once rounding leaves no step, or `mayContinue` said no.
    bool step();
    /// The network that the multipliers describe, at its best constant up to rounding.
    BrokenLine line() const;
    /// The positions whose ramps are in use, as far as one can say yet.
    Knots knots() const;

private:
    /// One number for each constraint: g_j ≤ β, -g_j ≤ β, g_j - g_0 ≤ β, g_0 - g_j ≤ β; the last two not for
    /// 0.
    using Constraints = std::array<Vector, 4>;

    bool direction(double target, bool corrected);
    void addRow(Index i);
    void addBarrier(Index j, double target, bool corrected);
    void constraintsAlong(double target, bool corrected);
    double longest() const;
    double complementarity(double length) const;
    void move(double length);

    const RampProblem& problem_;
    const MayContinue mayContinue_;
    const Index m_;
    Vector inverse_; ///< 1 / (x_{j+1} - x_j)
    Vector root_;    ///< √w
    Vector g_;       ///< m - 1: the last is 0
    Vector fitted_;  ///< y - A g / w, kept up step by step: computed from g it would lose digits
    Vector step_;    ///< of g
    Constraints slack_;
    Constraints multiplier_;
    Constraints slackStep_;
    Constraints multiplierStep_;
    BandedLeastSquares system_;
};

} // namespace gradewise
