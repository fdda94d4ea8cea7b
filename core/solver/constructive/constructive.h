// Theorem mode: a grade is built, not trained. One plateau bump (core/construction/plateau_bump.h) takes away
// from the residual where it is largest and raises it at no sample.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// One output, one or two variables, ReLU, the widths of bumpWidths(). All grades before are constructive
/// ones, so the last d rows of the features are the variables themselves, shifted above zero. Ends as
/// StopReason::Constructed; as Plateau, with a contribution of zero, where no bump takes anything away.
FitResult constructive(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
