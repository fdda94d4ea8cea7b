// What a run has cost, in multiply-adds.
#pragma once

#include "core/record/run_record.h"

namespace gradewise {

/// Training of a finished run: what the solvers counted (VarPro: with its search for starts, see varpro.h),
/// or its epochs; and for each grade one pass of the training samples once it is frozen. A grade that the
/// adaptive rule has taken back is not in the record and not counted.
double multiplyAdds(const RunRecord& run);

} // namespace gradewise
