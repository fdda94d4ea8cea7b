// What pictures of a finished run show beside its record, worked out once and away from the window: some of
// it takes a tenth of a second.
#pragma once

#include "core/record/run_record.h"

#include <string>
#include <vector>

namespace gradewise {

struct RunFindings {
    /// The first grade, from 1, whose weights are others than those that were frozen; 0 when there is none.
    std::size_t changedGrade = 0;
    /// Where the sum of all grades bends, increasing; one variable, one output and ReLU only, and not of a
    /// network whose kinks take too long to find.
    std::vector<double> kinks;
    /// Times n⁻² the sup error of the best free-knot spline of n pieces (core/exact/spline_yardstick.h); 0
    /// where it is not known.
    double splineSup = 0.0;
    std::string noSpline; ///< why not, where it might be: a sentence
};

/// What a record shows; of one without a target only the changed grade.
RunFindings findingsOf(const RunRecord& record);

} // namespace gradewise
