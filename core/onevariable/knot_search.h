// The search for the best nodes of a linear spline: Gauss-Newton with damping (Levenberg 1944, Marquardt
// 1963) on values and nodes together, in one banded system.
#pragma once

#include "core/numbers/step.h"
#include "core/onevariable/spline.h"

#include <functional>

namespace gradewise {

/// Moves the inner nodes of a spline to lessen Σ weight |v(x) - y|². With half the jump of the slope at a
/// node, j / 2, as its sensitivity, the derivative of ½ squares by the node is ⟨j, r1 left - r0 right⟩ / 2.
/// Every cell keeps two samples at least; with fewer of them than that takes, the nodes stay where they are.
/// Allocates when made only.
class KnotSearch {
public:
    /// `samples` outlive the search; `nodes` as in Spline, at least two. `goesOn` is asked once a trial.
    KnotSearch(const SortedSamples& samples, const Vector& nodes, std::function<bool()> goesOn);

    /// To smaller squares. Stuck once three steps running took away less than 1e-4 of them, or none does.
    Step step();
    const Spline& spline() const { return present_; }
    double squares() const { return present_.squares; }
    /// How many splines have been fitted to the samples so far.
    Index fits() const { return fits_; }
    /// Derivative of ½ squares by the nodes; 0 for the two ends.
    Vector gradient() const;

private:
    bool searches() const;
    bool direct();
    void tryNodes();

    const SortedSamples& samples_;
    const std::function<bool()> goesOn_;
    SplineValues values_;
    Spline present_;
    Spline trial_;
    Matrix jumps_; ///< of the slope at the nodes, t × p; 0 at the ends
    Matrix band_;  ///< of (values, node) at each node
    Vector moves_; ///< (t + 1) p
    double damping_ = 1e-2;
    Index fits_ = 1;
    int slow_ = 0; ///< steps running that took little away
};

} // namespace gradewise
