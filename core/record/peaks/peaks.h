// What frozen grades do between the points of the grid on which they are drawn: spikes narrower than its
// step.
//
// A spike has steep sides, and these come from neurons that are steep. So the search looks, between points
// that it knows, at the places where a ReLU neuron bends and where another one passes through its bends;
// grade by grade, on the grid and at all places found so far. In one variable, between its known kinks, a
// ReLU network is a straight line: there every spike is found, unless there are more kinks than are looked
// at. Of other networks it is a guess where to look. All values are the network's own.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/record/peaks/breaks.h"
#include "core/target/target.h"

#include <optional>
#include <span>
#include <vector>

namespace gradewise {

/// Values between grid points of one variable. A value.
struct Peaks {
    std::vector<std::size_t> after; ///< the grid point before each place, not descending
    std::vector<double> x;          ///< the places, ascending
    Matrix y;                       ///< t × places

    bool empty() const { return x.empty(); }
    /// The place at which |y| is largest; nothing without one.
    std::optional<std::size_t> highest() const;
    /// max |y|, 0 without a place.
    double largest() const;
};

/// The peaks of one grade: u_l, s_l and r_l where they leave what the grid shows of them.
struct GradePeaks {
    Peaks contribution;
    Peaks sum;
    Peaks residual;
};

/// A curve leaves the grid where its value is outside the range of both grid points beside it (of a residual
/// where s_l shows no peak: where |r_l| is larger than at both), by more than it changes from point to point
/// nearby (a corner that the grid cuts off does not) and by more than 1/500 of the range of the whole curve.
/// What f does by itself is no peak of r_l.
class PeakSearch {
public:
    /// At most so many places of a curve of one grade are told, those of the highest peaks.
    static constexpr Index most = 300;

    /// `grid` is d × n, increasing for d = 1; in several variables nothing is ever found.
    PeakSearch(Target target, Matrix grid);

    /// Past the next grade. Costs some times as much as its values on the grid; when all grades together cost
    /// too much, or hold too many numbers, nothing is found any more.
    GradePeaks pass(const FrozenGrade& grade);

private:
    struct Place;

    bool affords(const FrozenGrade& grade);
    void findPlaces(const FrozenGrade& grade);
    std::vector<double> newPlaces(const Block& block, Index layer, const Matrix& values) const;
    std::vector<Place> crossings(const Block& block, Index layer, const Matrix& values) const;
    void insert(const std::vector<double>& places, const Block& block, Index layer, Matrix& values);

    Target target_;
    bool searching_ = false;
    double slack_ = 0.0;           ///< of f: rounding
    Matrix x_;                     ///< grid points and places, 1 × p, ascending
    std::vector<Index> gridPoint_; ///< where in x_ each grid point is
    Matrix f_;                     ///< t × p
    Matrix sum_;                   ///< s_l there, t × p
    Fed fed_;                      ///< what the next grade sees of them
    std::vector<FrozenGrade> grades_;
    double costBelow_ = 0.0; ///< of these at one place, in multiplications
    double spent_ = 0.0;     ///< on all
};

/// The peaks of all grades of a model.
std::vector<GradePeaks> peaksBetween(const MultigradeModel& model, const Target& target, const Matrix& grid);

/// A curve on the grid with its peaks as it is to be drawn, in the order of x; broken where f is.
BrokenCurve withPeaks(std::span<const double> x, std::span<const double> y, const std::vector<Break>& breaks,
                      const Peaks& peaks, Index output);

} // namespace gradewise
