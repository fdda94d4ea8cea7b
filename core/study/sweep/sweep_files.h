// The files of a sweep, the same from the window and from the command line.
#pragma once

#include "core/study/sweep/sweep.h"

#include <string>

namespace gradewise {

/// {"title", "best": {"learningRate", "medianTrainRelativeL2", "equal", "edge"}, "rates": [{"learningRate",
/// "runs": [{"seed", "status", "seconds", "grades": …}]}]}, with a final newline.
std::string sweepJson(const SweepRecord& record);
/// A row a grade of a run.
std::string sweepCsv(const SweepRecord& record);

} // namespace gradewise
