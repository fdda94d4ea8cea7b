// Past the grades of a run that was broken off: what goes from grade to grade is brought to where it was.
#pragma once

#include "core/training/begun_run.h"
#include "core/training/settling.h"
#include "core/training/watchers.h"

namespace gradewise {

/// Freezes all grades of `before` again, of `planned` the experiment has, and brings whatever goes from grade
/// to grade past them. Costs as much as to evaluate them.
void passGrades(const RunRecord& before, std::size_t planned, RunRecord& run, PointSets& points,
                Settling& settling, Watchers& watchers);

/// Throws std::invalid_argument for grades that cannot be the first ones of that experiment.
void requireFit(const BegunRun& begun, const ExperimentConfig& config);

} // namespace gradewise
