#include "core/network/multigrade_model.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace gradewise {

Matrix FrozenGrade::contribution(const Matrix& features, const Matrix& x) const {
    return smoothing ? (*smoothing)(x) : block.readOut(features);
}

Matrix FrozenGrade::output(const Matrix& seen, const Matrix& x) const {
    return smoothing ? (*smoothing)(x) : block.output(seen);
}

void FrozenGrade::scale(double factor) {
    block.scaleReadOut(factor);
    if (smoothing)
        smoothing->scale(factor);
}

void MultigradeModel::prepare(FrozenGrade& grade) const {
    if (!grade.smoothing)
        return;
    Smoothing& smoothing = *grade.smoothing;
    if (static_cast<Index>(smoothing.axes().size()) != inputs_)
        throw std::invalid_argument("A smoothing needs one axis a variable.");
    constexpr Index atOnce = 4096; // so that the features of millions of nodes are never held together
    Matrix values(outputs_, smoothing.nodeCount());
    for (Index begin = 0; begin < values.cols(); begin += atOnce) {
        const Index count = std::min(atOnce, values.cols() - begin);
        values.middleCols(begin, count) = grade.block.output(features(smoothing.nodes(begin, count)));
    }
    smoothing.setValues(std::move(values));
}

void MultigradeModel::append(FrozenGrade grade) {
    const BlockShape& shape = grade.block.shape();
    if (shape.inputs != nextInputs() || shape.outputs != outputs_)
        throw std::invalid_argument("The grade does not fit onto the grades below it.");
    prepare(grade);
    next_.advance(grade.carry, shape);
    grades_.push_back(std::make_shared<const FrozenGrade>(std::move(grade)));
}

void MultigradeModel::cutTo(std::size_t grades) {
    grades_.resize(std::min(grades, grades_.size()));
    next_ = FedRows(inputs_);
    for (const auto& grade : grades_)
        next_.advance(grade->carry, grade->block.shape());
}

std::vector<Matrix> MultigradeModel::contributions(const Matrix& x) const {
    std::vector<Matrix> result;
    Fed fed(x);
    for (const auto& grade : grades_) {
        Matrix features = grade->block.hidden(fed.seen());
        result.push_back(grade->contribution(features, x));
        fed.advance(grade->carry, std::move(features), x);
    }
    return result;
}

Matrix MultigradeModel::evaluate(const Matrix& x) const {
    Matrix sum = Matrix::Zero(outputs_, x.cols());
    for (const Matrix& contribution : contributions(x))
        sum += contribution;
    return sum;
}

Matrix MultigradeModel::hiddenFeatures(const Matrix& x) const {
    Index rows = 0;
    for (const auto& grade : grades_)
        rows += grade->block.shape().features();
    Matrix result(rows, x.cols());
    Fed fed(x);
    Index begin = 0;
    for (const auto& grade : grades_) {
        Matrix features = grade->block.hidden(fed.seen());
        result.middleRows(begin, features.rows()) = features;
        begin += features.rows();
        fed.advance(grade->carry, std::move(features), x);
    }
    return result;
}

Matrix MultigradeModel::features(const Matrix& x) const {
    Fed fed(x);
    for (const auto& grade : grades_)
        fed.advance(grade->carry, grade->block.hidden(fed.seen()), x);
    return fed.seen();
}

Index MultigradeModel::parameterCount() const {
    Index count = 0;
    for (const auto& grade : grades_)
        count += grade->block.shape().parameterCount();
    return count;
}

std::uint64_t MultigradeModel::hash() const {
    std::uint64_t hash = 0;
    for (const auto& grade : grades_)
        hash = (hash ^ grade->block.hash()) * 0x100000001b3ULL + static_cast<std::uint64_t>(grade->carry);
    return hash;
}

} // namespace gradewise
