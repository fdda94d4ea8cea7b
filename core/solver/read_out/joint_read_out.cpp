#include "core/solver/read_out/joint_read_out.h"

#include "core/solver/read_out/read_out.h"

#include <algorithm>

namespace gradewise {

namespace {

constexpr Index featureTile = 256; ///< samples
/// The ridge leaves a little of what nearly cancelling features could still do; a second round takes most of
/// it, and a third hardly anything.
constexpr int rounds = 3;

/// Least squares for `residual` in all features; false when interrupted or without an answer.
bool solve(ReadOut& readOut, const Matrix& features, const Matrix& residual, const MayContinue& mayContinue) {
    readOut.clear();
    for (Index begin = 0; begin < features.cols(); begin += featureTile) {
        if (!mayContinue())
            return false;
        readOut.add(features.col(begin).data(), residual.col(begin).data(),
                    std::min(featureTile, features.cols() - begin));
    }
    return readOut.solve();
}

/// s_L from the hidden features of all grades: what evaluate() gives, without computing them again.
Matrix sumOf(const MultigradeModel& model, const Matrix& features) {
    Matrix sum = Matrix::Zero(model.outputs(), features.cols());
    Index begin = 0;
    for (std::size_t l = 0; l < model.grades(); ++l) {
        const Block& block = model.grade(l).block;
        const Index width = block.shape().features();
        sum += block.readOut(features.middleRows(begin, width));
        begin += width;
    }
    return sum;
}

/// The model with `change` (t × all features) and `offset` (t) added to its read-outs.
MultigradeModel changed(const MultigradeModel& model, const Matrix& change, const Vector& offset) {
    MultigradeModel result(model.inputs(), model.outputs());
    Index begin = 0;
    for (std::size_t l = 0; l < model.grades(); ++l) {
        FrozenGrade grade = model.grade(l);
        const Index width = grade.block.shape().features();
        const Index readOut = grade.block.layers() - 1;
        grade.block.weights(readOut) += change.middleCols(begin, width);
        if (l + 1 == model.grades())
            grade.block.bias(readOut) += offset;
        begin += width;
        result.append(std::move(grade));
    }
    return result;
}

} // namespace

std::optional<MultigradeModel> jointReadOut(const MultigradeModel& model, const Matrix& x, const Matrix& y,
                                            const MayContinue& mayContinue) {
    MultigradeModel best = model;
    if (model.grades() == 0)
        return best;
    const Matrix features = model.hiddenFeatures(x);
    ReadOut readOut(features.rows(), y.rows());
    Matrix residual = y - sumOf(model, features);
    for (int round = 0; round < rounds; ++round) {
        const bool solved = solve(readOut, features, residual, mayContinue);
        if (!mayContinue())
            return std::nullopt;
        if (!solved)
            break;
        MultigradeModel candidate = changed(best, readOut.coefficients(), readOut.offset());
        // From the model's own weights, which have been rounded, and not from the solution.
        const Matrix left = y - sumOf(candidate, features);
        if (!(left.squaredNorm() < residual.squaredNorm()))
            break;
        best = std::move(candidate);
        residual = left;
    }
    return best;
}

double jointReadOutNumbers(Index features, Index samples) {
    const auto w = static_cast<double>(features);
    return w * static_cast<double>(samples) + 2.0 * w * w;
}

} // namespace gradewise
