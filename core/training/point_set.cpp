#include "core/training/point_set.h"

#include <utility>

namespace gradewise {

PointSet::PointSet(Dataset data)
    : data_(std::move(data)), features_(data_.x), sum_(Matrix::Zero(data_.y.rows(), data_.y.cols())) {}

void PointSet::advance(const FrozenGrade& grade) {
    Matrix hidden = grade.block.hidden(features_);
    sum_ += grade.block.readOut(hidden);
    features_ = carried(grade.carry, std::move(hidden), features_, data_.x);
}

} // namespace gradewise
