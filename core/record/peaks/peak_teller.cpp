#include "core/record/peaks/peak_teller.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace gradewise {

namespace {

constexpr double visible = 1.0 / 500.0; ///< of a curve's range: half a pixel of a panel
constexpr Index window = 8;             ///< grid points on both sides, for what changes are usual
constexpr double cancelled = 1e-6;      ///< of the highest spike: what its steep neurons leave beside it
constexpr Index mostInGap = 16;         ///< places told; of more the extremes and those beside

/// What a change from one grid point to the next may be near gap `gap` of a row on the grid: as much as in
/// the steps beside it, and as in the third largest of those around it, so that a jump there allows nothing.
double usualChange(const Matrix& onGrid, Index output, Index gap) {
    std::array<double, 3> largest{}; // descending
    double beside = 0.0;
    const Index end = std::min(onGrid.cols() - 1, gap + window + 1);
    for (Index j = std::max(Index{0}, gap - window); j < end; ++j) {
        if (j == gap)
            continue;
        const double change = std::abs(onGrid(output, j + 1) - onGrid(output, j));
        if (j + 1 == gap || j == gap + 1)
            beside = std::max(beside, change);
        if (change > largest.back()) {
            largest.back() = change;
            std::ranges::sort(largest, std::greater{});
        }
    }
    return std::max(beside, largest.back());
}

} // namespace

double PeakTeller::rangeOnGrid(const Matrix& values) const {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Index column : gridPoint_)
        for (const double value : values.col(column))
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    return high > low ? high - low : 0.0;
}

/// How far a gap's places leave what both of its grid points show, at most; 0 where that is usual there.
double PeakTeller::heightOf(Index gap, const Matrix& values, const Matrix& onGrid, Leaves leaves) const {
    const Index left = gridPoint_[static_cast<std::size_t>(gap)];
    const Index right = gridPoint_[static_cast<std::size_t>(gap) + 1];
    double highest = 0.0;
    for (Index k = 0; k < values.rows(); ++k) {
        double height = 0.0;
        const double low = std::min(onGrid(k, gap), onGrid(k, gap + 1));
        const double high = std::max(onGrid(k, gap), onGrid(k, gap + 1));
        for (Index place = left + 1; place < right; ++place) {
            const double value = values(k, place);
            double beyond = std::max(value - high, low - value);
            if (leaves == Leaves::OutwardsWithSum) {
                beyond = std::abs(value) - std::max(std::abs(low), std::abs(high));
                const double share = (x_(0, place) - x_(0, left)) / (x_(0, right) - x_(0, left));
                const double line = (1.0 - share) * sum_(k, left) + share * sum_(k, right);
                if (!(std::abs(sum_(k, place) - line) > 0.5 * beyond))
                    continue;
            }
            if (std::isfinite(beyond))
                height = std::max(height, beyond);
        }
        if (height > highest)
            highest = std::max(highest, height - usualChange(onGrid, k, gap));
    }
    return highest;
}

Peaks PeakTeller::peaksOf(const Matrix& values, double range, const Peaks* ofSum) const {
    struct Found {
        double height;
        std::size_t gap;
    };
    double largest = 0.0;
    for (const double value : values.reshaped())
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    const double least = std::max({visible * range, slack_, cancelled * largest});
    const Matrix onGrid = values(Eigen::all, gridPoint_);
    std::vector<Found> found;
    for (std::size_t gap = 0; gap + 1 < gridPoint_.size(); ++gap)
        if (gridPoint_[gap + 1] > gridPoint_[gap] + 1) {
            const bool any = !ofSum || std::ranges::binary_search(ofSum->after, gap);
            const double height = heightOf(static_cast<Index>(gap), values, onGrid,
                                           any ? Leaves::AnyWay : Leaves::OutwardsWithSum);
            if (height > least)
                found.push_back({height, gap});
        }
    std::ranges::stable_sort(found, std::greater{}, &Found::height);
    std::vector<std::pair<std::size_t, Index>> told; // grid point before, place
    for (const Found& each : found) {
        const std::vector<Index> places =
            placesToTell(gridPoint_[each.gap] + 1, gridPoint_[each.gap + 1], values);
        if (told.size() + places.size() > static_cast<std::size_t>(PeakSearch::most))
            continue;
        for (const Index place : places)
            told.emplace_back(each.gap, place);
    }
    std::ranges::sort(told);
    Peaks peaks;
    peaks.y.resize(values.rows(), static_cast<Index>(told.size()));
    for (const auto& [after, place] : told) {
        peaks.y.col(static_cast<Index>(peaks.x.size())) = values.col(place);
        peaks.after.push_back(after);
        peaks.x.push_back(x_(0, place));
    }
    return peaks;
}

/// Those of the places [begin, end) of a gap that are told.
std::vector<Index> PeakTeller::placesToTell(Index begin, Index end, const Matrix& values) const {
    std::vector<Index> told;
    for (Index place = begin; place < end; ++place)
        if (values.col(place).allFinite())
            told.push_back(place);
    if (end - begin <= mostInGap)
        return told;
    std::vector<Index> few;
    for (Index k = 0; k < values.rows(); ++k) {
        const auto [low, high] =
            std::ranges::minmax_element(told, {}, [&](Index place) { return values(k, place); });
        for (const auto at : {low, high})
            for (const std::ptrdiff_t beside : {-1, 0, 1}) {
                const std::ptrdiff_t index = at - told.begin() + beside;
                if (index >= 0 && index < std::ssize(told))
                    few.push_back(told[static_cast<std::size_t>(index)]);
            }
    }
    std::ranges::sort(few);
    few.erase(std::unique(few.begin(), few.end()), few.end());
    return few;
}

} // namespace gradewise
