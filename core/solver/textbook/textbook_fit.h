// A grade from a construction of the literature.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Grade task.grade + 1 of the construction that the task names (core/construction/textbook.h), whatever the
/// data are. Ends as StopReason::Constructed.
FitResult textbook(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
