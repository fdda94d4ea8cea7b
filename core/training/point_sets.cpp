#include "core/training/point_sets.h"

#include <utility>

namespace gradewise {

PointSets PointSets::of(const Target& target, const ExperimentConfig& config) {
    Samples samples = drawSamples(target, config.samples, config.seed);
    return {PointSet(std::move(samples.train)), PointSet(std::move(samples.validation)),
            PointSet(std::move(samples.test)), onEvaluationGrid(target, config.samples.train)};
}

GradeMetrics PointSets::metrics() const {
    return {train.metrics(), validation.metrics(), test.metrics(), grid.metrics()};
}

GradeMetrics PointSets::metrics(const MultigradeModel& model) const {
    return {train.metrics(model), validation.metrics(model), test.metrics(model), grid.metrics(model)};
}

void PointSets::advance(const FrozenGrade& grade, bool last) {
    for (PointSet* const set : {&train, &validation, &test, &grid})
        last ? set->finish(grade) : set->advance(grade);
}

} // namespace gradewise
