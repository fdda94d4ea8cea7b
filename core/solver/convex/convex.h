// One hidden ReLU layer under weight decay, fitted to its global minimum, with a proof: for features of one
// row (the raw input in one variable) and one output the problem is convex over all widths, see
// ramp_problem.h.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Minimises ½ mean|residual - N|² + ½ β Σ(|w_k|² + |c_k|²) over all networks of one hidden ReLU layer and
/// any width; β is the task's regularisation, biases are free. An "epoch" is an interior-point step. Ends as
/// Certified once the relative duality gap is at most 1e-9, as Plateau where rounding keeps it above.
///
/// The block has the task's width: neurons that the solution does not need are zero; where it needs more, it
/// is pruned, and the certificate tells the price. The residual never grows, since the zero function is among
/// the networks. A grade that would raise the validation error contributes nothing (Rejected).
/// Where features have several rows, or residuals, it is convexSampled().
FitResult convex(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
