// Errors as JSON: in run records and in the stream of a command-line run. Internal to core.
#pragma once

#include "core/files/json_layout.h"
#include "core/record/run_record.h"

namespace gradewise {

/// {"train": {"l1": …}, "validation": …, "test": …, "grid": …}; a set without points is null, since it has no
/// error and 0 would look like a perfect fit.
Json metricsJson(const GradeMetrics& metrics, const SamplesConfig& samples);

/// {"kind", "objective", "dualBound", "relativeGap", "neurons"} and, of a pruned grade, "prunedObjective".
Json certificateJson(const Certificate& certificate);
/// {"trainedRelativeL2", "gap", "active", "found"}
Json balanceJson(const BalanceRecord& balance);
Json largestErrorJson(const LargestError& error);

} // namespace gradewise
