// Where a grade makes things worse: the points at which |r_l| > |r_{l-1}|, |.| the Euclidean norm over the
// outputs (property (i) of the theorem, arXiv 2601.16884, says that there are grades without such points).
#pragma once

#include "core/numbers/matrix.h"

#include <vector>

namespace gradewise {

/// Growth below this is rounding: 64 unit roundoffs of the largest |f| of the points.
double roundingSlack(const Matrix& target);

struct Growth {
    Index points = 0;     ///< looked at
    Index growing = 0;    ///< at which |r_l| > |r_{l-1}| + slack, or r_l is not a number
    double largest = 0.0; ///< largest |r_l| - |r_{l-1}| of these; 0 where there is none
    Index at = 0;         ///< column where that is

    double share() const {
        return points > 0 ? static_cast<double>(growing) / static_cast<double>(points) : 0.0;
    }
    bool operator==(const Growth&) const = default;
};

/// For residuals of t × n each.
Growth growthOf(const Matrix& before, const Matrix& after, double slack);

/// Columns first … last, both within.
struct ColumnRange {
    Index first = 0;
    Index last = 0;
    bool operator==(const ColumnRange&) const = default;
};

/// The growing points as stretches of neighbouring columns, for shading: in one variable, intervals.
std::vector<ColumnRange> growingRanges(const Matrix& before, const Matrix& after, double slack);

} // namespace gradewise
