// What solvers have in common whose grades are built in one go.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Tells the monitor of a block that is ready, as of a single epoch, and returns it. `begun` is the training
/// time when the fit began.
FitResult reported(Block block, StopReason reason, double begun, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
