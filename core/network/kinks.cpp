#include "core/network/kinks.h"

#include <algorithm>

namespace gradewise {

Kinks::Kinks(double low, double high, Index most, double same)
    : most_(most), same_(same), input_(Eigen::RowVector2d(low, high)), fed_(input_) {}

void Kinks::advance(const FrozenGrade& grade) {
    known_ = known_ && grade.block.shape().activation == Activation::Relu;
    if (!known_ || full_)
        return;
    Matrix below = fed_.seen();
    for (Index layer = 0; layer + 1 < grade.block.layers() && !full_; ++layer)
        passLayer(grade.block, layer, below);
    if (!full_)
        fed_.advance(grade.carry, std::move(below), input_);
}

/// `below` (the values that the layer is fed with, at all places) becomes its activations, at more places.
void Kinks::passLayer(const Block& block, Index layer, Matrix& below) {
    Matrix values = block.weights(layer) * below;
    values.colwise() += block.bias(layer);
    const std::vector<Crossing> found = crossings(values);
    full_ = count() + static_cast<Index>(found.size()) >= most_;
    if (full_)
        return;
    const auto withNewPlaces = [&](const Matrix& old) {
        Matrix result(old.rows(), old.cols() + static_cast<Index>(found.size()));
        Index to = 0;
        auto next = found.begin();
        for (Index from = 0; from < old.cols(); ++from) {
            result.col(to++) = old.col(from);
            for (; next != found.end() && next->gap == from; ++next)
                result.col(to++) = (1.0 - next->share) * old.col(from) + next->share * old.col(from + 1);
        }
        return result;
    };
    if (!found.empty()) {
        values = withNewPlaces(values);
        input_ = withNewPlaces(input_);
        fed_.moveTo(withNewPlaces(fed_.seen()));
    }
    below = Matrix(values.cwiseMax(0.0)); // made first: assigning in place frees before it allocates
}

std::vector<Kinks::Crossing> Kinks::crossings(const Matrix& values) const {
    std::vector<Crossing> found;
    for (Index gap = 0; gap + 1 < values.cols(); ++gap) {
        const auto begun = static_cast<std::ptrdiff_t>(found.size());
        for (Index i = 0; i < values.rows(); ++i) {
            const double left = values(i, gap);
            const double right = values(i, gap + 1);
            const double share = left / (left - right);
            if ((left > 0.0) != (right > 0.0) && share > same_ && share < 1.0 - same_)
                found.push_back({gap, share});
        }
        const auto byShare = [](const Crossing& a, const Crossing& b) { return a.share < b.share; };
        const auto close = [this](const Crossing& a, const Crossing& b) { return b.share - a.share < same_; };
        std::sort(found.begin() + begun, found.end(), byShare);
        found.erase(std::unique(found.begin() + begun, found.end(), close), found.end());
    }
    return found;
}

} // namespace gradewise
