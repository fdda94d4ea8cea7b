// What training costs, in multiply-adds: the measure that no machine and no cleverness of a program changes.
#pragma once

#include "core/configuration/config.h"

namespace gradewise {

/// How many training samples the experiment draws.
double trainingSamples(const ExperimentConfig& config);

/// One sample in one epoch or step of a grade whose solver does not count. Solvers that step by no gradient
/// are counted as one pass, which understates them; so are, in run files without a count, VarPro's steps as
/// an epoch and w²/2 products.
double epochMultiplyAdds(const GradeConfig& grade, const BlockShape& shape);

/// Roughly, a gradient of so many samples: forward, back, and the weights' own products.
double gradientWork(Index parameters, Index samples);
/// Roughly, a product of the Hessian of so many samples with a vector: four gradients.
double hessianProductWork(Index parameters, Index samples);

} // namespace gradewise
