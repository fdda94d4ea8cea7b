#include "core/training/between/between_places.h"

#include "core/audit/growth.h"

#include <algorithm>
#include <numeric>

namespace gradewise {

Matrix alongLine(const Matrix& x, const Matrix& values, const Matrix& places) {
    Matrix result(values.rows(), places.cols());
    Index j = 0;
    for (Index k = 0; k < places.cols(); ++k) {
        while (j + 2 < x.cols() && x(0, j + 1) <= places(0, k))
            ++j;
        const double width = x(0, j + 1) - x(0, j);
        const double share = width > 0.0 ? (places(0, k) - x(0, j)) / width : 0.0;
        result.col(k) = (1.0 - share) * values.col(j) + share * values.col(j + 1);
    }
    return result;
}

OrderedSamples::OrderedSamples(const Dataset& train) {
    order.resize(static_cast<std::size_t>(train.x.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::sort(order, [&](Index a, Index b) { return train.x(0, a) < train.x(0, b); });
    x = sorted(train.x);
    labels = sorted(train.y);
    rounding = 16.0 * roundingSlack(labels);
}

Matrix OrderedSamples::sorted(const Matrix& all) const {
    Matrix result(all.rows(), all.cols());
    for (Index j = 0; j < all.cols(); ++j)
        result.col(j) = all.col(order[static_cast<std::size_t>(j)]);
    return result;
}

void BetweenPlaces::setLines(const OrderedSamples& samples, const Matrix& residual) {
    const Index last = samples.x.cols() - 1;
    const Matrix lower = samples.x.leftCols(1);
    const Matrix upper = samples.x.rightCols(1);
    const Matrix inside = x.cwiseMax(lower(0)).cwiseMin(upper(0));
    byResiduals = alongLine(samples.x, residual, inside); // level beyond the outermost samples
    byLabels = alongLine(samples.x, samples.labels, x) - sum;
    gap.reserve(static_cast<std::size_t>(x.cols()));
    for (Index k = 0, i = -1; k < x.cols(); ++k) {
        while (i < last && samples.x(0, i + 1) <= x(0, k))
            ++i;
        gap.push_back(i);
    }
}

void BetweenPlaces::measure(const Block& block) {
    const Matrix contribution = block.readOut(hidden);
    const Matrix fromLabels = (contribution - byLabels).colwise().norm();
    const Matrix fromResiduals = (contribution - byResiduals).colwise().norm();
    stray = fromLabels.cwiseMin(fromResiduals).transpose();
    drift = fromLabels.cwiseMin(fromResiduals + driftBefore).transpose();
}

bool BetweenPlaces::strays(Index place) const {
    return !(stray(place) <= allowed(place) && drift(place) <= allowedDrift(place));
}

bool BetweenPlaces::strays() const {
    return !((stray.array() <= allowed.array()).all() && (drift.array() <= allowedDrift.array()).all());
}

void BetweenPlaces::allowNeighbours(const OrderedSamples& samples, const Matrix& after) {
    const Index last = samples.x.cols() - 1;
    const Vector wrong = samples.sorted(after).colwise().norm().transpose();
    for (Index k = 0; k < x.cols(); ++k) {
        const Index left = gap[static_cast<std::size_t>(k)];
        for (const Index beside : {std::max(left, Index{0}), std::min(left + 1, last)})
            for (Vector* const most : {&allowed, &allowedDrift})
                (*most)(k) = std::max((*most)(k), wrong(beside) + samples.rounding);
    }
}

} // namespace gradewise
