#include "core/record/curves.h"

namespace gradewise {

Matrix GridCurves::partialSum(std::size_t grade) const {
    Matrix sum = Matrix::Zero(target.rows(), target.cols());
    for (std::size_t i = 0; i < grade; ++i)
        sum += contributions.at(i);
    return sum;
}

Matrix GridCurves::residual(std::size_t grade) const {
    return target - partialSum(grade);
}

GridCurves evaluateOnGrid(const Target& target, const MultigradeModel& model, Matrix gridPoints) {
    GridCurves curves;
    curves.x = std::move(gridPoints);
    curves.target = target(curves.x);
    curves.contributions = model.contributions(curves.x);
    return curves;
}

} // namespace gradewise
