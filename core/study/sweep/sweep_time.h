// How long training will take, before any has been done.
#pragma once

#include "core/experiment/config.h"

namespace gradewise {

/// Seconds that a run of a valid experiment takes on this machine, if no stop rule but the number of epochs
/// ends its grades: a gradient of a few samples is timed, some milliseconds a kind of grade, and the work is
/// counted. A factor of two wrong is nothing unusual. Only grades of Adam and gradient descent count.
double expectedSeconds(const ExperimentConfig& config);

} // namespace gradewise
