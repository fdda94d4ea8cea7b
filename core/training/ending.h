// When a run ends before its last grade, and why, in sentences for people.
#pragma once

#include "core/record/run_record.h"
#include "core/training/grade_in_work.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gradewise {

/// Why no further grade is begun.
struct Ending {
    RunStatus status;
    std::string reason;
};

/// Why the next grade shall not be trained on top of those that there are: at all training samples only
/// rounding of the labels is left of the residual. Never before the first grade, and never before one that is
/// built: what the literature constructs does not learn from samples, and theorem mode has an end of its own.
std::optional<Ending> endingBefore(const GradeConfig& next, std::size_t grades, const PointSet& train);

/// The last defence: a grade that is about to be frozen with numbers that are not finite, or contributes such
/// numbers at a training sample, has diverged. It then contributes nothing, with weights as drawn from the
/// run's seed. `below` are the grades before it.
void refuseNotFinite(GradeRecord& record, FrozenGrade& grade, const PointSet& train,
                     const MultigradeModel& below, std::uint64_t seed);

/// What follows from a grade that is frozen; nothing when the run goes on.
std::optional<Ending> endingAfter(const GradeRecord& grade, const RunStop& stop, bool runTimeUsedUp);

/// By the adaptive rule, where it is switched on: why the grade, trained and not yet frozen, must not stay.
/// One that diverged must not; the first one always stays.
std::optional<Ending> endingInstead(bool adaptive, const GradeInWork& work, const PointSet& validation);

} // namespace gradewise
