#include "core/record/peaks/peaks.h"

#include "core/audit/growth.h"
#include "core/record/peaks/peak_teller.h"

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

Matrix preactivations(const Block& block, Index layer, const Matrix& below) {
    Matrix values = block.weights(layer) * below;
    values.colwise() += block.bias(layer);
    return values;
}

/// What a grade costs at one place, in multiplications.
double costOfPlace(const FrozenGrade& grade) {
    const BlockShape& shape = grade.block.shape();
    auto cost = static_cast<double>(shape.parameterCount());
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
    const auto quarters = static_cast<int>(std::ceil(std::min(count, mostQuarters * step) / step));
    for (int i = 0; i < quarters; ++i)
        passes((first + i * step) * quarter);
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

} // namespace

struct PeakSearch::Place {
    double x = 0.0;
    double strength = 0.0; ///< how much what is above the neuron bends there
};

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
    const PeakTeller teller(x_, gridPoint_, sum_, slack_);
    const double ofTarget = teller.rangeOnGrid(f_);
    Peaks ofSum = teller.peaksOf(sum_, std::max(ofTarget, teller.rangeOnGrid(sum_)), nullptr);
    Peaks ofResidual = teller.peaksOf(residual, teller.rangeOnGrid(residual), &ofSum);
    return {teller.peaksOf(contribution, teller.rangeOnGrid(contribution), nullptr), std::move(ofSum),
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
        for (const Place& place : here)
            if (!found.empty() && place.x - found.back().x <= apart)
                found.back().strength = std::max(found.back().strength, place.strength);
            else
                found.push_back(place);
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

std::vector<GradePeaks> peaksBetween(const MultigradeModel& model, const Target& target, const Matrix& grid) {
    std::vector<GradePeaks> result;
    PeakSearch search(target, grid);
    for (std::size_t i = 0; i < model.grades(); ++i)
        result.push_back(search.pass(model.grade(i)));
    return result;
}

} // namespace gradewise
