// What is done to a grade that is fitted before it is frozen. Only its read-out changes, never its features.
#pragma once

#include "core/experiment/experiment.h"
#include "core/training/between/between_samples.h"
#include "core/training/run_monitor.h"

#include <cstdint>

namespace gradewise {

class Settling {
public:
    /// Before the first grade.
    Settling(const Experiment& experiment, const Dataset& train);

    /// Balances the read-out or scales it as the guard does (read_outs.h), refuses numbers that are not
    /// finite (ending.h), and judges the grade between the samples (between_samples.h). `below` are the
    /// frozen grades, and the points have been advanced past these.
    void settle(GradeInWork& work, const MultigradeModel& below, const PointSets& points,
                RunMonitor& monitor);
    /// Past a grade that was frozen before, and its r_{l-1}.
    void pass(const FrozenGrade& grade, const Matrix& residual) { between_.pass(grade, residual); }

private:
    bool guard_;
    std::uint64_t seed_;
    BetweenSamples between_;
};

} // namespace gradewise
