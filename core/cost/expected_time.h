// How long training will take, before any has been done.
#pragma once

#include "core/configuration/config.h"

namespace gradewise {

/// Seconds that a run takes on this machine, if no stop rule but the number of epochs
/// ends its grades: a gradient of a few samples is timed, some milliseconds a kind of grade, and the work is
/// counted. A factor of two wrong is nothing unusual. Only grades that descend count. `inputs` = d,
/// `outputs` = t.
double expectedSeconds(const ExperimentConfig& config, Index inputs, Index outputs);

} // namespace gradewise
