// How much memory a run would need: asked before it starts, since afterwards it is too late to say so kindly.
#pragma once

#include "core/experiment/config.h"

namespace gradewise {

/// Weights and biases of all grades.
double weightsOf(const ExperimentConfig& config, Index inputs, Index outputs);

/// An estimate, in bytes, of what training and the finished record hold at the same time: samples with the
/// features on both sides of the widest grade, one step's activations and their gradients, weights with the
/// optimiser's moments, curves on the evaluation grid, history. `inputs` = d, `outputs` = t. Meant for
/// configurations whose single values are within their limits.
double estimatedBytes(const ExperimentConfig& config, Index inputs, Index outputs);

} // namespace gradewise
