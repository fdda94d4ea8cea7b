// The search for a plateau bump: boxes on which the residual stays above a share of its largest value, and
// trapezoids between two of them.
#include "core/construction/plateau_bump.h"
#include "core/numbers/may_continue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Shares of the largest value on which the support stays, and those on which the plateau does. Taken from
/// trials on five targets (sines, a kink, a cusp, Takagi): finer ladders save few grades.
constexpr std::array supportLevels = {0.0, 0.125, 0.25, 0.5, 0.75, 0.9};
constexpr std::array plateauLevels = {0.25, 0.5, 0.75, 0.9, 1.0};

/// A box around the peak that holds only samples at or above a level.
struct LevelBox {
    Vector low, high;     ///< the samples' bounding box
    Vector below, beyond; ///< the first samples outside that are too small; ±infinity where there is none
    Vector valueBelow, valueBeyond; ///< the smallest residual there, with the peak's sign
    double level = 0.0;
};

class BumpSearch {
public:
    BumpSearch(const Matrix& x, const Vector& residual, const MayContinue& mayContinue)
        : x_(x),
          mayContinue_(mayContinue),
          range_((x.rowwise().maxCoeff() - x.rowwise().minCoeff()).cwiseMax(1e-300)) {
        residual.cwiseAbs().maxCoeff(&peak_);
        sign_ = residual[peak_] < 0.0 ? -1.0 : 1.0;
        values_ = sign_ * residual;
        scale_ = x.cwiseAbs().maxCoeff() + range_.maxCoeff();
    }

    std::optional<PlateauBump> run();

private:
    LevelBox boxAt(double level) const;
    void grow(LevelBox& box, const std::vector<Index>& bad) const;
    PlateauBump between(const LevelBox& support, const LevelBox& plateau, bool steep) const;
    void search(const std::map<double, LevelBox>& boxes, bool steep);
    void consider(PlateauBump bump, const std::vector<Index>& samples);

    const Matrix& x_;
    const MayContinue& mayContinue_;
    const Vector range_;
    Index peak_ = 0;
    double sign_ = 1.0;
    double scale_ = 1.0;
    Vector values_; ///< the residual, positive at the peak
    double bestGain_ = 0.0;
    std::optional<PlateauBump> best_;
};

/// Grows the box, one variable after the other, up to the nearest samples that are too small and abreast of
/// it.
void BumpSearch::grow(LevelBox& box, const std::vector<Index>& bad) const {
    const Index d = x_.rows();
    const auto abreast = [&](Index j, Index grown) {
        for (Index i = 0; i < d; ++i)
            if (i != grown && !(x_(i, j) > box.below[i] && x_(i, j) < box.beyond[i]))
                return false;
        return true;
    };
    for (Index i = 0; i < d; ++i) {
        double below = -infinity;
        double beyond = infinity;
        for (const Index j : bad) {
            const double place = x_(i, j);
            const bool left = place < x_(i, peak_);
            if (left ? place < below : place > beyond)
                continue;
            if (!abreast(j, i))
                continue;
            double& end = left ? below : beyond;
            double& value = left ? box.valueBelow[i] : box.valueBeyond[i];
            value = place == end ? std::min(value, values_[j]) : values_[j];
            end = place;
        }
        box.below[i] = below;
        box.beyond[i] = beyond;
    }
}

LevelBox BumpSearch::boxAt(double level) const {
    const double height = level * values_[peak_];
    std::vector<Index> bad;
    double nearest = infinity; // in units of the ranges, by the largest coordinate
    for (Index j = 0; j < x_.cols(); ++j) {
        if (level > 0.0 ? values_[j] >= height : values_[j] > 0.0)
            continue;
        bad.push_back(j);
        nearest =
            std::min(nearest, ((x_.col(j) - x_.col(peak_)).cwiseAbs().cwiseQuotient(range_)).maxCoeff());
    }
    LevelBox box{x_.col(peak_),
                 x_.col(peak_),
                 x_.col(peak_) - nearest * range_,
                 x_.col(peak_) + nearest * range_,
                 Vector::Zero(x_.rows()),
                 Vector::Zero(x_.rows()),
                 level};
    grow(box, bad);
    for (Index j = 0; j < x_.cols(); ++j)
        if ((x_.col(j).array() > box.below.array()).all() && (x_.col(j).array() < box.beyond.array()).all()) {
            box.low = box.low.cwiseMin(x_.col(j));
            box.high = box.high.cwiseMax(x_.col(j));
        }
    return box;
}

/// One side of two nested boxes, seen from the peak.
struct Side {
    double plateau, support;       ///< the last samples within
    double plateauEnd, supportEnd; ///< the first ones outside
    double value;                  ///< the residual at supportEnd
};

/// The outer and the inner corner of a side; `ratio` is that of the support's level to how much higher the
/// plateau is. An edge from sample to sample across a change of sign may raise the residual between them: it
/// is for `steep` bumps only.
std::pair<double, double> corners(const Side& side, double ratio, double range, bool steep) {
    if (std::isfinite(side.supportEnd))
        return {side.support == side.plateau && (steep || side.value >= 0.0) ? side.supportEnd : side.support,
                side.plateau};
    if (std::isfinite(side.plateauEnd)) // a ramp that has the height of the support's level at the border
        return {side.support + (side.support - side.plateau) * ratio, side.plateau};
    const double outwards = std::copysign(range, side.supportEnd); // flat, over the border and beyond
    return {side.support + 2.0 * outwards, side.support + outwards};
}

PlateauBump BumpSearch::between(const LevelBox& support, const LevelBox& plateau, bool steep) const {
    const Index d = x_.rows();
    PlateauBump bump{Vector(d), Vector(d), Vector(d), Vector(d)};
    const double ratio = support.level / (plateau.level - support.level);
    for (Index i = 0; i < d; ++i) {
        const Side left{std::max(plateau.low[i], support.low[i]), support.low[i], plateau.below[i],
                        support.below[i], support.valueBelow[i]};
        const Side right{std::min(plateau.high[i], support.high[i]), support.high[i], plateau.beyond[i],
                         support.beyond[i], support.valueBeyond[i]};
        std::tie(bump.a[i], bump.b[i]) = corners(left, ratio, range_[i], steep);
        std::tie(bump.d[i], bump.c[i]) = corners(right, ratio, range_[i], steep);
    }
    return bump;
}

/// The largest amplitude that the residual carries everywhere, and what it takes away.
void BumpSearch::consider(PlateauBump bump, const std::vector<Index>& samples) {
    if (!((bump.b - bump.a).minCoeff() > 0.0) || !((bump.d - bump.c).minCoeff() > 0.0))
        return;
    const double delta = bump.slack(scale_);
    double amplitude = infinity;
    double along = 0.0;
    double squares = 0.0;
    for (const Index j : samples) {
        const double shape = bump.shape(x_.col(j).data(), delta);
        if (!(shape > 0.0))
            continue;
        amplitude = std::min(amplitude, values_[j] / shape);
        along += shape * values_[j];
        squares += shape * shape;
    }
    const double gain = amplitude * (2.0 * along - amplitude * squares);
    if (!(amplitude > 0.0) || !(gain > bestGain_))
        return;
    bestGain_ = gain;
    bump.height = sign_ * amplitude;
    best_ = std::move(bump);
}

/// Tries all pairs of levels.
void BumpSearch::search(const std::map<double, LevelBox>& boxes, bool steep) {
    for (const double level : supportLevels) {
        if (!mayContinue_())
            return;
        const LevelBox& support = boxes.at(level);
        std::vector<Index> samples;
        for (Index j = 0; j < x_.cols(); ++j)
            if ((x_.col(j).array() >= support.below.array()).all() &&
                (x_.col(j).array() <= support.beyond.array()).all())
                samples.push_back(j);
        for (const double plateau : plateauLevels)
            if (plateau > level)
                consider(between(support, boxes.at(plateau), steep), samples);
    }
}

std::optional<PlateauBump> BumpSearch::run() {
    if (!(values_[peak_] > 0.0))
        return std::nullopt;
    std::map<double, LevelBox> boxes; // most levels serve both purposes
    for (const std::span<const double> levels :
         {std::span<const double>(supportLevels), std::span<const double>(plateauLevels)})
        for (const double level : levels) {
            if (!mayContinue_())
                return std::nullopt;
            if (!boxes.contains(level))
                boxes.emplace(level, boxAt(level));
        }
    search(boxes, false);
    if (!best_) // the samples resolve no more: what holds at them may fail between them
        search(boxes, true);
    return best_;
}

} // namespace

std::optional<PlateauBump> findBump(const Matrix& x, const Vector& residual, const MayContinue& mayContinue) {
    return BumpSearch(x, residual, mayContinue).run();
}

} // namespace gradewise
