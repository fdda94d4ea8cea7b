#include "core/network/multigrade_model.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace gradewise {

namespace {
constexpr std::array everyCarry = {Carry::Hidden, Carry::HiddenAndInput, Carry::All};
} // namespace

std::span<const Carry> allCarries() {
    return everyCarry;
}

std::string_view name(Carry carry) {
    switch (carry) {
    case Carry::Hidden:
        return "hidden";
    case Carry::HiddenAndInput:
        return "hidden+input";
    case Carry::All:
        return "all";
    }
    return {};
}

std::optional<Carry> carryFromName(std::string_view text) {
    for (const Carry carry : everyCarry)
        if (name(carry) == text)
            return carry;
    return std::nullopt;
}

Index carriedRows(Carry carry, const BlockShape& shape, Index inputs) {
    switch (carry) {
    case Carry::Hidden:
        return shape.features();
    case Carry::HiddenAndInput:
        return shape.features() + inputs;
    case Carry::All:
        return shape.features() + shape.inputs;
    }
    return shape.features();
}

namespace {
Matrix stacked(const Matrix& above, const Matrix& below) {
    Matrix both(above.rows() + below.rows(), above.cols());
    both << above, below;
    return both;
}
} // namespace

Matrix carried(Carry carry, Matrix features, const Matrix& seen, const Matrix& input) {
    switch (carry) {
    case Carry::Hidden:
        return features;
    case Carry::HiddenAndInput:
        return stacked(features, input);
    case Carry::All:
        return stacked(features, seen);
    }
    return features;
}

Index MultigradeModel::nextInputs() const {
    if (grades_.empty())
        return inputs_;
    const FrozenGrade& last = *grades_.back();
    return carriedRows(last.carry, last.block.shape(), inputs_);
}

void MultigradeModel::append(FrozenGrade grade) {
    const BlockShape& shape = grade.block.shape();
    if (shape.inputs != nextInputs() || shape.outputs != outputs_)
        throw std::invalid_argument("The grade does not fit onto the grades below it.");
    grades_.push_back(std::make_shared<const FrozenGrade>(std::move(grade)));
}

std::vector<Matrix> MultigradeModel::contributions(const Matrix& x) const {
    std::vector<Matrix> result;
    Matrix seen = x;
    for (const auto& grade : grades_) {
        Matrix features = grade->block.hidden(seen);
        result.push_back(grade->block.readOut(features));
        seen = carried(grade->carry, std::move(features), seen, x);
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
    Matrix seen = x;
    Index begin = 0;
    for (const auto& grade : grades_) {
        Matrix features = grade->block.hidden(seen);
        result.middleRows(begin, features.rows()) = features;
        begin += features.rows();
        seen = carried(grade->carry, std::move(features), seen, x);
    }
    return result;
}

Matrix MultigradeModel::features(const Matrix& x) const {
    Matrix seen = x;
    for (const auto& grade : grades_)
        seen = carried(grade->carry, grade->block.hidden(seen), seen, x);
    return seen;
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
