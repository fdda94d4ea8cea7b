// One hidden ReLU layer under weight decay, fitted to the least objective of sampled neurons, with a proof:
// for features of several rows, or several outputs. See sampled_problem.h.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Minimises ½ mean|residual - N|² + ½ β Σ(|w_k|² + |c_k|²) over all networks, of any width, whose hidden
/// weights point along sampled directions; β is the task's regularisation, biases are free. An "epoch" is a
/// round: ramps that the residual asks for join a group Lasso, which takes a step along its central path.
/// Meanwhile directions that correlate best with the residual are searched for and join the sampled ones, at
/// most doubling them. Ends as Sampled once no better ones are found and the relative duality gap, over all
/// sampled ones, is at most 1e-6. Where features have one row, these are all neurons there are: the
/// certificate is then exact.
///
/// The block has the task's width: neurons that the solution does not need are zero; where it needs more, it
/// is pruned, and the certificate tells the price. A grade that would raise the validation error contributes
/// nothing (Rejected).
FitResult convexSampled(const FitTask& task, const FitData& data, FitMonitor& monitor);

/// How many doubles it holds at most beside its task and data, roughly.
double convexSampledNumbers(Index features, Index outputs, Index samples);

} // namespace gradewise
