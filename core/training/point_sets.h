// The four point sets of a run, which go from grade to grade together: the samples of training, validation
// and test, and the evaluation grid apart from them.
#pragma once

#include "core/record/run_record.h"
#include "core/training/point_set.h"

namespace gradewise {

struct PointSets {
    PointSet train;
    PointSet validation;
    PointSet test;
    PointSet grid;

    /// As the experiment asks for, before the first grade.
    static PointSets of(const Target& target, const ExperimentConfig& config);

    /// Errors of s_l.
    GradeMetrics metrics() const;
    /// Errors of another sum on the same points.
    GradeMetrics metrics(const MultigradeModel& model) const;
    /// Adds the contribution of a grade that is frozen; after the last one no features are kept.
    void advance(const FrozenGrade& grade, bool last);
};

} // namespace gradewise
