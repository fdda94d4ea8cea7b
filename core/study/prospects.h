// What can be said of many runs of one experiment before the first of them.
#pragma once

#include "core/experiment/experiment.h"

#include <string>

namespace gradewise {

/// Why runs of the experiment's seed and those after it could not be made or would tell nothing, a sentence:
/// what validate() says of the samples of a later seed, or that the target is zero at all training samples.
/// Empty where there is no such reason.
std::string problemOfSeeds(const Experiment& experiment, Index seeds);

} // namespace gradewise
