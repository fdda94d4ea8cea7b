#include "core/network/multigrade_model.h"

#include <stdexcept>
#include <utility>

namespace gradewise {

void MultigradeModel::append(FrozenGrade grade) {
    const BlockShape& shape = grade.block.shape();
    if (shape.inputs != nextInputs() || shape.outputs != outputs_)
        throw std::invalid_argument("The grade does not fit onto the grades below it.");
    next_.advance(grade.carry, shape);
    grades_.push_back(std::make_shared<const FrozenGrade>(std::move(grade)));
}

std::vector<Matrix> MultigradeModel::contributions(const Matrix& x) const {
    std::vector<Matrix> result;
    Fed fed(x);
    for (const auto& grade : grades_) {
        Matrix features = grade->block.hidden(fed.seen());
        result.push_back(grade->block.readOut(features));
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
