// When a run ends before its last grade, and why, in sentences for people.
#pragma once

#include "core/experiment/run_record.h"
#include "core/training/point_set.h"

#include <optional>
#include <string>

namespace gradewise {

/// Why no further grade is begun.
struct Ending {
    RunStatus status;
    std::string reason;
};

/// What follows from a grade that is frozen: the run goes on when nothing does.
std::optional<Ending> endingAfter(const GradeRecord& grade, const RunStop& stop, bool runTimeUsedUp);

/// By the adaptive rule: why the grade `index` (from 0), trained and not yet frozen, must not stay, if it
/// must not. The first one always stays. `residual` is that of the validation samples without it, t × k.
std::optional<std::string> rejection(std::size_t index, const FrozenGrade& grade, const PointSet& validation,
                                     const Matrix& residual);

} // namespace gradewise
