// Which of the places between grid points a curve needs, so that its spikes are seen. Private to the room.
#pragma once

#include "core/record/peaks/peaks.h"

#include <vector>

namespace gradewise {

/// Knows the places of one grade; the references outlive it.
class PeakTeller {
public:
    /// `x`: grid points and places, 1 × p, ascending; `gridPoint`: where in it each grid point is; `sum`: s_l
    /// there, t × p; `slack`: the rounding of f.
    PeakTeller(const Matrix& x, const std::vector<Index>& gridPoint, const Matrix& sum, double slack)
        : x_(x), gridPoint_(gridPoint), sum_(sum), slack_(slack) {}

    /// Largest minus smallest finite value of a curve on the grid; `values` are t × p.
    double rangeOnGrid(const Matrix& values) const;
    /// The peaks of a curve of that range. Those of a residual, which comes with the peaks of s, may leave
    /// the grid's range in any way where s has a peak, elsewhere only outwards.
    Peaks peaksOf(const Matrix& values, double range, const Peaks* ofSum) const;

private:
    /// How values leave the range of both grid points: upwards or downwards, or so that |r| grows and s, not
    /// f, leaves its straight line.
    enum class Leaves { AnyWay, OutwardsWithSum };

    double heightOf(Index gap, const Matrix& values, const Matrix& onGrid, Leaves leaves) const;
    std::vector<Index> placesToTell(Index begin, Index end, const Matrix& values) const;

    const Matrix& x_;
    const std::vector<Index>& gridPoint_;
    const Matrix& sum_;
    double slack_;
};

} // namespace gradewise
