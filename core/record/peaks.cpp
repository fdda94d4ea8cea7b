#include "core/record/peaks.h"

#include "core/audit/growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <utility>

namespace gradewise {

namespace {

/// So many places a grid point are looked at, and numbers held of one layer; a grade takes half of what is
/// left, its steepest bends first. With 2001 grid points and four grades of 32 ReLU this was never short.
constexpr double placesPerGridPoint = 2.0;
constexpr double mostNumbers = 4e6;
constexpr double mostMultiplications = 2e9; ///< a second or two
constexpr double activationCost = 16.0;     ///< in multiplications
/// Where a smooth neuron bends, and how far its argument goes in a gap that resolves it.
constexpr std::array bends{-2.5, -0.75, 0.0, 0.75, 2.5};
constexpr double resolved = 0.5;
constexpr int mostQuarters = 8; ///< of a wave in a gap
/// Places nearer to each other than so many units in the last place are one.
constexpr double unitsApart = 8.0;
constexpr double visible = 1.0 / 500.0; ///< of a curve's range: half a pixel of a panel
constexpr Index window = 8;             ///< grid points on both sides, for what changes are usual
constexpr double cancelled = 1e-6;      ///< of the highest spike: what its steep neurons leave beside it
constexpr Index mostInGap = 16;         ///< places told; of more the extremes and those beside

Matrix preactivations(const Block& block, Index layer, const Matrix& below) {
    Matrix values = block.weights(layer) * below;
    values.colwise() += block.bias(layer);
    return values;
}

/// Of a grade at one place, in multiplications.
double costOfPlace(const FrozenGrade& grade) {
    const BlockShape& shape = grade.block.shape();
    double cost = static_cast<double>(shape.parameterCount());
    for (const Index width : shape.hidden)
        cost += activationCost * static_cast<double>(width);
    return cost + (grade.smoothing ? activationCost * grade.smoothing->terms() : 0.0);
}

void activate(Activation activation, Matrix& values) {
    if (activation == Activation::Relu)
        values = Matrix(values.cwiseMax(0.0));
    else
        values = Matrix(values.unaryExpr([activation](double z) { return value(activation, z); }));
}

/// Calls `found` with the shares of the way from `left` to `right` at which a neuron bends.
template <class Found>
void bendsBetween(Activation activation, double left, double right, const Found& found) {
    if (activation == Activation::Relu) {
        if ((left > 0.0) != (right > 0.0))
            found(left / (left - right));
        return;
    }
    const double low = std::min(left, right);
    const double high = std::max(left, right);
    if (!(high - low > resolved))
        return;
    const auto passes = [&](double level) {
        if (low < level && level < high)
            found((level - left) / (right - left));
    };
    if (activation != Activation::Sin) {
        for (const double level : bends)
            passes(level);
        return;
    }
    constexpr double quarter = 0.5 * std::numbers::pi;
    const double first = std::ceil(low / quarter);
    const double count = std::floor(high / quarter) - first + 1.0;
    const double step = std::max(1.0, std::ceil(count / mostQuarters));
    for (double k = 0.0; k < std::min(count, mostQuarters * step); k += step)
        passes((first + k) * quarter);
}

/// The columns of both, in the given order: those of `more` come after those of `old`.
Matrix merged(const Matrix& old, const Matrix& more, const std::vector<Index>& order) {
    Matrix result(old.rows(), static_cast<Index>(order.size()));
    for (Index to = 0; to < result.cols(); ++to) {
        const Index from = order[static_cast<std::size_t>(to)];
        if (from < old.cols())
            result.col(to) = old.col(from);
        else
            result.col(to) = more.col(from - old.cols());
    }
    return result;
}

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

struct PeakSearch::Place {
    double x = 0.0;
    double strength = 0.0; ///< how much what is above the neuron bends there
};

std::optional<std::size_t> Peaks::highest() const {
    if (empty())
        return std::nullopt;
    Index at = 0;
    y.colwise().stableNorm().maxCoeff(&at);
    return static_cast<std::size_t>(at);
}

double Peaks::largest() const {
    return empty() ? 0.0 : y.colwise().stableNorm().maxCoeff();
}

PeakSearch::PeakSearch(Target target, Matrix grid)
    : target_(std::move(target)), x_(std::move(grid)), fed_(Matrix()) {
    if (x_.rows() != 1 || x_.cols() < 3)
        return;
    searching_ = true;
    for (Index i = 0; i < x_.cols(); ++i)
        gridPoint_.push_back(i);
    f_ = target_(x_);
    slack_ = roundingSlack(f_);
    sum_ = Matrix::Zero(f_.rows(), f_.cols());
    fed_ = Fed(x_);
}

/// Before anything of the grade is computed, for the places so far.
bool PeakSearch::affords(const FrozenGrade& grade) {
    const BlockShape& shape = grade.block.shape();
    Index rows = shape.inputs;
    for (const Index width : shape.hidden)
        rows = std::max(rows, width);
    spent_ += 2.0 * static_cast<double>(x_.cols()) * costOfPlace(grade);
    return spent_ <= mostMultiplications &&
           static_cast<double>(gridPoint_.size()) * static_cast<double>(rows) <= mostNumbers;
}

GradePeaks PeakSearch::pass(const FrozenGrade& grade) {
    if (searching_ && !affords(grade)) {
        searching_ = false;
        grades_.clear();
        fed_ = Fed(Matrix());
    }
    if (!searching_)
        return {};
    findPlaces(grade);
    Matrix hidden = grade.block.hidden(fed_.seen());
    const Matrix contribution = grade.contribution(hidden, x_);
    sum_ += contribution;
    fed_.advance(grade.carry, std::move(hidden), x_);
    grades_.push_back(grade);
    costBelow_ += costOfPlace(grade);
    if (static_cast<std::size_t>(x_.cols()) == gridPoint_.size())
        return {};
    const Matrix residual = f_ - sum_;
    const double ofTarget = rangeOnGrid(f_);
    Peaks ofSum = peaksOf(sum_, std::max(ofTarget, rangeOnGrid(sum_)), nullptr);
    Peaks ofResidual = peaksOf(residual, rangeOnGrid(residual), &ofSum);
    return {peaksOf(contribution, rangeOnGrid(contribution), nullptr), std::move(ofSum),
            std::move(ofResidual)};
}

void PeakSearch::findPlaces(const FrozenGrade& grade) {
    const Block& block = grade.block;
    Matrix below = fed_.seen();
    for (Index layer = 0; layer + 1 < block.layers(); ++layer) {
        Matrix values = preactivations(block, layer, below);
        if (const std::vector<double> places = newPlaces(block, layer, values); !places.empty())
            insert(places, block, layer, values);
        activate(block.shape().activation, values);
        below = std::move(values);
    }
}

/// Ascending; of too many those at which the block bends most.
std::vector<double> PeakSearch::newPlaces(const Block& block, Index layer, const Matrix& values) const {
    std::vector<Place> found = crossings(block, layer, values);
    const auto grid = static_cast<double>(gridPoint_.size());
    const double rows = static_cast<double>(std::max(fed_.seen().rows(), values.rows()));
    const double all = std::min(grid + placesPerGridPoint * grid, mostNumbers / rows);
    const double affordable = (mostMultiplications - spent_) / std::max(1.0, costBelow_);
    const double room = std::min(0.5 * (all - static_cast<double>(x_.cols())), affordable);
    const auto fitting = static_cast<std::size_t>(std::max(0.0, room));
    if (found.size() > fitting) {
        std::ranges::nth_element(found, found.begin() + static_cast<std::ptrdiff_t>(fitting), std::greater{},
                                 &Place::strength);
        found.resize(fitting);
        std::ranges::sort(found, {}, &Place::x);
    }
    std::vector<double> places;
    places.reserve(found.size());
    for (const Place& place : found)
        places.push_back(place.x);
    return places;
}

std::vector<PeakSearch::Place> PeakSearch::crossings(const Block& block, Index layer,
                                                     const Matrix& values) const {
    const double size = std::max(std::abs(x_(0, 0)), std::abs(x_(0, x_.cols() - 1)));
    const double apart = unitsApart * std::numeric_limits<double>::epsilon() * size;
    const Vector above = block.weights(layer + 1).colwise().norm().transpose();
    std::vector<Place> found;
    std::vector<Place> here;
    for (Index j = 0; j + 1 < values.cols(); ++j) {
        const double left = x_(0, j);
        const double width = x_(0, j + 1) - left;
        if (!(width > 2.0 * apart))
            continue;
        here.clear();
        for (Index i = 0; i < values.rows(); ++i) {
            const double from = values(i, j);
            const double to = values(i, j + 1);
            bendsBetween(block.shape().activation, from, to, [&](double share) {
                if (share * width > apart && (1.0 - share) * width > apart)
                    here.push_back({left + share * width, std::abs(to - from) / width * above(i)});
            });
        }
        std::ranges::sort(here, {}, &Place::x);
        for (const Place& place : here) {
            if (!found.empty() && place.x - found.back().x <= apart)
                found.back().strength = std::max(found.back().strength, place.strength);
            else
                found.push_back(place);
        }
    }
    return found;
}

/// `values` are those of layer `layer` at all places so far, and then at the new ones, too.
void PeakSearch::insert(const std::vector<double>& places, const Block& block, Index layer, Matrix& values) {
    const auto count = static_cast<Index>(places.size());
    Matrix x(1, count);
    std::ranges::copy(places, x.data());
    Matrix sum = Matrix::Zero(sum_.rows(), count);
    Fed fed(x);
    for (const FrozenGrade& grade : grades_) {
        Matrix hidden = grade.block.hidden(fed.seen());
        sum += grade.contribution(hidden, x);
        fed.advance(grade.carry, std::move(hidden), x);
    }
    spent_ += static_cast<double>(count) * costBelow_;
    Matrix here = fed.seen();
    for (Index below = 0; below < layer; ++below) {
        here = preactivations(block, below, here);
        activate(block.shape().activation, here);
    }
    here = preactivations(block, layer, here);

    std::vector<Index> order;
    order.reserve(static_cast<std::size_t>(x_.cols() + count));
    std::size_t grid = 0;
    for (Index old = 0, next = 0; old < x_.cols(); ++old) {
        for (; next < count && places[static_cast<std::size_t>(next)] < x_(0, old); ++next)
            order.push_back(x_.cols() + next);
        if (grid < gridPoint_.size() && gridPoint_[grid] == old)
            gridPoint_[grid++] = static_cast<Index>(order.size());
        order.push_back(old);
    }
    values = merged(values, here, order);
    sum_ = merged(sum_, sum, order);
    f_ = merged(f_, target_(x), order);
    fed_.moveTo(merged(fed_.seen(), fed.seen(), order));
    x_ = merged(x_, x, order);
}

/// Largest minus smallest finite value on the grid.
double PeakSearch::rangeOnGrid(const Matrix& values) const {
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
double PeakSearch::heightOf(Index gap, const Matrix& values, const Matrix& onGrid, Leaves leaves) const {
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

/// Of a residual with the peaks of s: there it may leave its range in any way, elsewhere only outwards.
Peaks PeakSearch::peaksOf(const Matrix& values, double range, const Peaks* ofSum) const {
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
        if (told.size() + places.size() > static_cast<std::size_t>(most))
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

/// Of the places [begin, end) of a gap.
std::vector<Index> PeakSearch::placesToTell(Index begin, Index end, const Matrix& values) const {
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

std::vector<GradePeaks> peaksBetween(const MultigradeModel& model, const Target& target, const Matrix& grid) {
    std::vector<GradePeaks> result;
    PeakSearch search(target, grid);
    for (std::size_t i = 0; i < model.grades(); ++i)
        result.push_back(search.pass(model.grade(i)));
    return result;
}

BrokenCurve withPeaks(std::span<const double> x, std::span<const double> y, const std::vector<Break>& breaks,
                      const Peaks& peaks, Index output) {
    BrokenCurve curve;
    auto broken = breaks.begin();
    std::size_t peak = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        curve.x.push_back(x[i]);
        curve.y.push_back(y[i]);
        const auto addPeaksBefore = [&](double end) {
            for (; peak < peaks.x.size() && peaks.after[peak] == i && peaks.x[peak] < end; ++peak) {
                curve.x.push_back(peaks.x[peak]);
                curve.y.push_back(peaks.y(output, static_cast<Index>(peak)));
            }
        };
        if (broken != breaks.end() && broken->after == i) {
            addPeaksBefore(broken->x);
            curve.brokenAfter.push_back(curve.x.size() - 1);
            ++broken;
        }
        addPeaksBefore(std::numeric_limits<double>::infinity());
    }
    return curve;
}

} // namespace gradewise
