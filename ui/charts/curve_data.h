// All samples of one curve, and the few of them that a plot of some width can show. Nothing is thrown away:
// zooming in, readouts and exports use every sample. Free of widgets.
//
// Extremes of any stretch come from a tree of blocks of 16, kept up while samples are appended, so a curve
// of a million samples costs a frame no more than one of a thousand.
#pragma once

#include "ui/charts/axis.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace gradewise {

class CurveData {
public:
    /// Extremes are those of y (Scale::Linear) or of |y| (Scale::Log).
    explicit CurveData(Scale scale = Scale::Linear) : scale_(scale) {}

    /// x must not decrease. Values of y that are not finite are kept: they break the curve.
    void append(std::span<const double> x, std::span<const double> y);
    /// Samples, in ascending order, that no line joins to the next one: the function jumps there.
    void breakAfter(std::vector<std::size_t> samples) { breaks_ = std::move(samples); }
    const std::vector<std::size_t>& breaks() const { return breaks_; }

    Scale scale() const { return scale_; }
    /// The same samples for an axis of another scale.
    CurveData withScale(Scale scale) const;
    std::size_t size() const { return x_.size(); }
    double x(std::size_t index) const { return x_[index]; }
    double y(std::size_t index) const { return y_[index]; }
    std::size_t notFinite() const { return notFinite_; }
    std::size_t zeros() const { return zeros_; }
    /// Nonzero finite values with |y| < 10^exponent (whole decades).
    std::size_t belowDecade(int exponent) const;
    /// Smallest and largest finite y, or |y| ≠ 0 by whole decades below `decades` under the largest (as
    /// log10, for Scale::Log). Nothing when there is no such value.
    std::optional<Range> extent(int decades) const;

    /// Index of the sample nearest to x; nothing when there is none.
    std::optional<std::size_t> nearest(double x) const;

    struct Point {
        double x;
        double y;
    };
    using Piece = std::vector<Point>; ///< consecutive points without a break
    enum class Keep { Extremes, Highest };
    /// The samples of a stretch of x, with one neighbour each side; when they are more than two a column of
    /// a plot of that many columns, the lowest and the highest of each column (Keep::Highest: more than one,
    /// the highest alone), on each side of a break. `range` in positions.
    std::vector<Piece> pieces(const Range& range, Scale xScale, int columns,
                              Keep keep = Keep::Extremes) const;
    /// Index of the highest sample with low ≤ x < high; nothing when none is finite.
    std::optional<std::size_t> highest(double low, double high) const;

private:
    struct Extremes {
        std::uint32_t low = none;
        std::uint32_t high = none;
    };
    static constexpr std::uint32_t none = 0xffffffffU;
    static constexpr std::size_t fan = 16;

    double key(std::size_t index) const;
    void merge(Extremes& into, const Extremes& other) const;
    void mergeSample(Extremes& into, std::size_t index) const;
    Extremes extremes(std::size_t first, std::size_t last) const;
    void count(double y);
    void closeBlocks();
    std::optional<std::pair<std::size_t, std::size_t>> breaksWithin(std::size_t first,
                                                                    std::size_t last) const;

    Scale scale_;
    std::vector<double> x_;
    std::vector<double> y_;
    std::vector<std::vector<Extremes>> levels_; ///< [k]: complete blocks of fan^(k+1) samples
    std::vector<std::size_t> breaks_;           ///< see breakAfter()
    std::vector<std::size_t> gaps_;             ///< where values begin that are not finite
    std::map<int, std::size_t> decades_;        ///< nonzero finite values by floor(log10 |y|)
    std::size_t zeros_ = 0;
    std::size_t notFinite_ = 0;
};

} // namespace gradewise
