// What training costs, in multiply-adds: the measure that no machine and no cleverness of a program changes.
#pragma once

#include "core/record/run_record.h"

namespace gradewise {

/// How many training samples the experiment draws.
double trainingSamples(const ExperimentConfig& config);

/// Of one sample in one epoch or step of a grade whose solver does not count: forward and back through each
/// weight, three multiply-adds, but for the gradient by the inputs of the first layer. Steps of Convex and
/// built grades are counted as one pass, which understates them; so are, in run files without a count,
/// VarPro's steps as an epoch and w²/2 products.
double epochMultiplyAdds(const GradeConfig& grade, const BlockShape& shape);

/// Of training a finished run: what the solvers counted (VarPro: with its search for starts, see varpro.h),
/// or its epochs; and for each grade one pass of the training samples once it is frozen. A grade that the
/// adaptive rule has taken back is not in the record and not counted.
double multiplyAdds(const RunRecord& run);

/// Roughly of a gradient of so many samples: forward, back, and the weights' own products.
double gradientWork(Index parameters, Index samples);
/// Roughly of a product of the Hessian of so many samples with a vector: four gradients.
double hessianProductWork(Index parameters, Index samples);

} // namespace gradewise
