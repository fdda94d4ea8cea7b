#include "core/training/point_set.h"

#include <utility>

namespace gradewise {

PointSet::PointSet(Dataset data)
    : data_(std::move(data)), fed_(data_.x), sum_(Matrix::Zero(data_.y.rows(), data_.y.cols())) {}

void PointSet::advance(const FrozenGrade& grade) {
    Matrix hidden = grade.block.hidden(fed_.seen());
    sum_ += grade.contribution(hidden, data_.x);
    fed_.advance(grade.carry, std::move(hidden), data_.x);
}

void PointSet::finish(const FrozenGrade& grade) {
    sum_ += grade.output(fed_.seen(), data_.x);
}

PointSet onEvaluationGrid(const Target& target, const SampleSet& train) {
    Matrix points = evaluationGrid(target.domain(), train);
    Matrix values = target(points);
    return PointSet({std::move(points), std::move(values)});
}

} // namespace gradewise
