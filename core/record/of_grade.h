// What a run noted of one grade: a stretch of its history or of its curvature, which go by grades.
#pragma once

#include "core/numbers/matrix.h"

#include <algorithm>
#include <span>
#include <vector>

namespace gradewise {

/// The points of that grade (from 0), in order. (Not std::ranges::equal_range, whose answer clang 14 cannot
/// read.)
template <class Point>
std::span<const Point> ofGrade(const std::vector<Point>& points, Index grade) {
    const auto begin = std::ranges::lower_bound(points, grade, {}, &Point::grade);
    return {begin, std::ranges::upper_bound(begin, points.end(), grade, {}, &Point::grade)};
}

} // namespace gradewise
