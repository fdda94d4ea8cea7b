// How much memory a run would need: asked before it starts, since afterwards it is too late to say so kindly.
#pragma once

#include "core/configuration/config.h"

namespace gradewise {

/// Weights and biases of all grades.
double weightsOf(const ExperimentConfig& config, Index inputs, Index outputs);

/// Bytes of a HistoryPoint, which a run record has one of for every epoch.
inline constexpr double bytesOfEpoch = 56.0;

/// An estimate, in bytes, of the most that a run holds at the same time, on the command line with a folder to
/// write into: samples with the features of the widest grade, or with those on both of its sides as the sets
/// go past it, what its solver keeps, weights, curves on the evaluation grid, history; or, later, what is
/// written of them. Measured within a factor 1.5, but for solvers whose need depends on the target (convex on
/// several features), of which it is the most. `inputs` = d, `outputs` = t. Meant for
/// configurations whose single values are within their limits.
double estimatedBytes(const ExperimentConfig& config, Index inputs, Index outputs);

} // namespace gradewise
