// The search for the best nodes of a linear spline: Gauss-Newton with damping (Levenberg 1944, Marquardt
// 1963) on values and nodes together, in one banded system.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/numbers/step.h"
#include "core/onevariable/ramp_sides.h"
#include "core/onevariable/spline.h"

namespace gradewise {

/// Moves the inner nodes of a spline to lessen Σ weight |v(x) - y|². With half the jump of the slope at a
/// node, j / 2, as its sensitivity, the derivative of ½ squares by the node is ⟨j, r1 left - r0 right⟩ / 2.
/// Every cell keeps two samples at least, counting those at its ends; with fewer than two samples a cell, the
/// nodes stay where they are.
/// Allocates when made only.
class KnotSearch {
public:
    /// `samples` outlive the search; `nodes` as in Spline, at least two. `mayContinue` is asked once a trial.
    /// With sides, only splines are looked at that become a network with those (one output).
    KnotSearch(const SortedSamples& samples, const Vector& nodes, MayContinue mayContinue,
               RampSides sides = {});

    /// To smaller squares. Stuck once three steps running took away less than 1e-4 of them, or none does.
    Step step();
    const Spline& spline() const { return present_; }
    const RampSides& sides() const { return sides_; }
    const SortedSamples& samples() const { return samples_; }
    double squares() const { return present_.squares; }
    /// How many splines have been fitted to the samples so far.
    Index fits() const { return fits_; }
    /// Derivative of ½ squares by the nodes; 0 for the two ends.
    Vector gradient() const;

private:
    bool searches() const;
    bool held(Index k) const;
    bool direct();
    void heed();
    void fit(Spline& spline);
    bool small(Index cell) const;
    void stopAtSample(double from, double& to) const;
    void tryNodes();

    const SortedSamples& samples_;
    const MayContinue mayContinue_;
    const double heaviest_; ///< weight of a sample
    const RampSides sides_;
    SplineValues values_;
    Spline present_;
    Spline trial_;
    Matrix jumps_; ///< of the slope at the nodes, t × p; 0 at the ends
    Matrix band_;  ///< of (values, node) at each node
    Vector moves_; ///< (t + 1) p
    Matrix pull_;  ///< of the condition on the sides: its derivatives by values and nodes, and solved for
    double damping_ = 1e-2;
    Index fits_ = 1;
    int slow_ = 0; ///< steps running that took little away
};

} // namespace gradewise
