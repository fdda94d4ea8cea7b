// First-order descent, full or mini batch: Adam (Kingma & Ba 2015) and plain gradient descent, as in the
// published experiments of multigrade learning. The loss is ½ mean |residual - N(features)|².
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Fits a block by descent. Allocates before the first epoch only.
///
/// In a full-batch epoch the reported loss is that of the weights the epoch began with; with mini batches it
/// is the mean along the epoch. The fit is Diverged when a loss is not finite, which ends it, or when by its
/// own rules it ends at a loss over 100 times that at its start and that of contributing nothing. It has then
/// the last weights from before the loss rose above both. With `task.begun` it goes on from there, and ends
/// with the bits of a fit that was never broken off (stop rules in seconds excepted).
FitResult descend(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
