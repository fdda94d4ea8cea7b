#include "core/onevariable/ramp_sides.h"

#include <algorithm>
#include <utility>

namespace gradewise {

Vector slopeShares(const RampSides& sides) {
    Vector shares = Vector::Zero(static_cast<Index>(sides.size()) + 1);
    shares(0) = 1.0;
    for (std::size_t k = 0; k < sides.size(); ++k)
        if (sides[k]) {
            shares(static_cast<Index>(k) + 1) += 1.0;
            shares(static_cast<Index>(k)) -= 1.0;
        }
    return shares;
}

Vector valueShares(const RampSides& sides, const Spline& spline) {
    const Index cells = spline.cells();
    const Vector bySlope =
        slopeShares(sides).cwiseQuotient(spline.nodes.tail(cells) - spline.nodes.head(cells));
    Vector shares = Vector::Zero(cells + 1);
    shares.tail(cells) += bySlope;
    shares.head(cells) -= bySlope;
    return shares;
}

void fitUnder(const RampSides& sides, SplineValues& values, Spline& spline) {
    values.fit(spline);
    const Vector shares = valueShares(sides, spline);
    Matrix direction = shares;
    values.solve(direction);
    const double size = shares.dot(direction.col(0));
    for (int twice = 0; twice < 2 && size > 0.0; ++twice) { // once leaves rounding behind
        const double amount = spline.values.row(0).dot(shares.transpose()) / size;
        spline.values.row(0) -= amount * direction.col(0).transpose();
    }
    values.judge(spline);
}

/// A condition that is off by h costs h² / ⟨g, A⁻¹ g⟩, with g its derivatives by the values and A the matrix
/// of their normal equations; g is a sum over the ramps to the left.
std::vector<RampSides> cheapSides(const Spline& spline, const SortedSamples& samples, std::size_t count) {
    const auto inner = static_cast<std::size_t>(spline.cells() - 1);
    Spline fitted = spline;
    SplineValues values(samples, spline.nodes.size());
    values.fit(fitted);
    // The part that is always there, then that of each node.
    Matrix parts(spline.nodes.size(), spline.nodes.size() - 1);
    parts.col(0) = valueShares(RampSides(inner, false), spline);
    for (std::size_t k = 0; k < inner; ++k) {
        RampSides one(inner, false);
        one[k] = true;
        parts.col(static_cast<Index>(k) + 1) = valueShares(one, spline) - parts.col(0);
    }
    Matrix solved = parts;
    values.solve(solved);
    const Matrix products = parts.transpose() * solved;
    const Vector offsets = parts.transpose() * fitted.values.row(0).transpose();

    std::vector<std::pair<double, std::size_t>> costs; // bits of the number: sides
    for (std::size_t bits = 0; bits < std::size_t{1} << inner; ++bits) {
        Vector chosen = Vector::Zero(parts.cols());
        chosen(0) = 1.0;
        for (std::size_t k = 0; k < inner; ++k)
            chosen(static_cast<Index>(k) + 1) = (bits >> k & 1U) != 0U ? 1.0 : 0.0;
        const double off = offsets.dot(chosen);
        const double size = chosen.dot(products * chosen);
        if (size > 0.0)
            costs.emplace_back(off * off / size, bits);
    }
    const auto kept = std::min(count, costs.size());
    std::partial_sort(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(kept), costs.end());
    std::vector<RampSides> result;
    for (std::size_t i = 0; i < kept; ++i) {
        RampSides sides(inner);
        for (std::size_t k = 0; k < inner; ++k)
            sides[k] = (costs[i].second >> k & 1U) != 0U;
        result.push_back(std::move(sides));
    }
    return result;
}

} // namespace gradewise
