// What happens to read-outs after their training: to that of one grade before it is frozen, and to those of
// all grades together after the last one.
#pragma once

#include "core/training/grade_in_work.h"
#include "core/training/run_monitor.h"

#include <optional>

namespace gradewise {

/// α = ⟨r, u⟩ / ⟨u, u⟩ on the training samples, of r and u of t × n: r - α u is the shortest of all r - c u.
/// Rounding may still lengthen a residual that u cannot shorten; then it is 0, which keeps r as it is.
double guardScale(const Matrix& residual, const Matrix& contribution);

/// A grade is about to be frozen: balances its read-out or, with the guard on, scales its contribution u by
/// α = ⟨r, u⟩ / ⟨u, u⟩, as its configuration and the run's say, and writes down which, on the training
/// samples, which have not been advanced past the grade. What is used is scaled: of a smoothed grade S u. A
/// balance is left out when the run is stopped meanwhile; then the guard acts, and the grade counts as
/// stopped.
void settleReadOut(bool guard, GradeInWork& work, const PointSet& train, RunMonitor& monitor);

/// The read-outs of all grades fitted together (joint_read_out.h), and the errors then; nothing when the run
/// is stopped meanwhile, and where they are not finite.
std::optional<PolishRecord> polished(const MultigradeModel& model, const PointSets& points,
                                     RunMonitor& monitor);

} // namespace gradewise
