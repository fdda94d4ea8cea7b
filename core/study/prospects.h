// What can be said of many runs of one experiment before the first of them.
#pragma once

#include "core/configuration/config.h"

#include <string>

namespace gradewise {

/// Why runs of the seeds config.seed, config.seed + 1, … could not be made or would tell nothing, a sentence:
/// what validate() says of the samples of a later seed, or that the target is zero at all training samples.
/// Empty where there is no such reason. The experiment passes validate().
std::string problemOfSeeds(const ExperimentConfig& config, Index seeds);

} // namespace gradewise
