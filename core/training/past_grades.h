// Past the grades of a run that was broken off: what goes from grade to grade is brought to where it was.
#pragma once

#include "core/network/kinks.h"
#include "core/training/begun_run.h"
#include "core/training/between_samples.h"
#include "core/training/grade_auditor.h"
#include "core/training/point_sets.h"
#include "core/training/run_monitor.h"

#include <optional>

namespace gradewise {

/// All that goes from grade to grade, as it is before the first one.
struct Travellers {
    RunRecord& run;
    PointSets& points;
    std::optional<Kinks>& kinks;
    BetweenSamples& between;
    GradeAuditor& auditor;
    RunMonitor& monitor;
    RunObserver& observer;
};

/// Past all frozen grades of `before`, of `planned` the experiment has. Costs as much as to evaluate them.
void passGrades(const RunRecord& before, std::size_t planned, const Travellers& travellers);

/// Throws std::invalid_argument for grades that cannot be the first ones of that experiment.
void requireFit(const BegunRun& begun, const ExperimentConfig& config);

} // namespace gradewise
