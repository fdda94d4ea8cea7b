#include "core/audit/growth.h"

#include "core/numbers/metrics.h"

#include <cmath>
#include <limits>

namespace gradewise {

namespace {

/// |r_l| - |r_{l-1}| at a column.
double increase(const Matrix& before, const Matrix& after, Index column) {
    if (after.rows() == 1)
        return std::abs(after(0, column)) - std::abs(before(0, column));
    return after.col(column).norm() - before.col(column).norm();
}

} // namespace

double roundingSlack(const Matrix& target) {
    if (target.cols() == 0)
        return 0.0;
    return 64.0 * unitRoundoff * std::sqrt(target.colwise().squaredNorm().maxCoeff());
}

Growth growthOf(const Matrix& before, const Matrix& after, double slack) {
    Growth growth;
    growth.points = after.cols();
    if (after.rows() == 1 && after.cols() > 0) { // mostly there is nothing to count: found out faster
        const auto grown = after.array().abs() - before.array().abs();
        if (grown.maxCoeff<Eigen::PropagateNaN>() <= slack)
            return growth;
    }
    for (Index j = 0; j < after.cols(); ++j) {
        const double grown = increase(before, after, j);
        if (grown <= slack)
            continue;
        ++growth.growing; // also what is not a number
        if (grown > growth.largest || std::isnan(grown)) {
            growth.largest = std::isnan(grown) ? std::numeric_limits<double>::infinity() : grown;
            growth.at = j;
        }
    }
    return growth;
}

std::vector<ColumnRange> growingRanges(const Matrix& before, const Matrix& after, double slack) {
    std::vector<ColumnRange> ranges;
    for (Index j = 0; j < after.cols(); ++j) {
        if (increase(before, after, j) <= slack)
            continue;
        if (!ranges.empty() && ranges.back().last == j - 1)
            ranges.back().last = j;
        else
            ranges.push_back({j, j});
    }
    return ranges;
}

} // namespace gradewise
