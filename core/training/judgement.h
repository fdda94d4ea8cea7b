// What is judged of a run in one variable beside its errors at points: its kinks grade by grade, and the
// largest error over the whole interval at the end. No number of the training depends on it.
#pragma once

#include "core/network/kinks.h"
#include "core/record/run_record.h"
#include "core/training/point_sets.h"

#include <optional>

namespace gradewise {

/// Before the first grade. Nothing to count in more than one variable.
std::optional<Kinks> kinksOf(const Target& target, const ExperimentConfig& config);

/// Counts on past the last grade of the run's model, whose record is not the run's yet, and writes the count
/// into that record; the first grade that has too many kinks says so.
void judgeKinks(std::optional<Kinks>& kinks, const RunRecord& run, GradeRecord& record);

/// The largest error of a sum at the samples and on the evaluation grid, but for labels with noise.
KnownError knownError(const PointSets& points, const ExperimentConfig& config, const MultigradeModel& model);

/// After the training: the largest error over the interval, checked against the errors at the points, and the
/// pieces of all partial sums. Nothing in several variables or outputs.
void judgeInterval(const PointSets& points, RunRecord& run);

} // namespace gradewise
