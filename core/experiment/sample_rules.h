// What the target must be at the samples of a run: a number that can be learned from.
#pragma once

#include "core/configuration/config.h"
#include "core/files/rules.h"

namespace gradewise {

/// The target at every training, validation and test sample that the experiment draws; of each of the three
/// sets the first point where it is not finite, or beyond 1e100; then the evaluation grid, which depends on
/// the training samples. The experiment passes all other rules.
void checkValuesAtSamples(Rules& rules, const ExperimentConfig& config, const Target& target);

} // namespace gradewise
