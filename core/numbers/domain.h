// The boxes on which functions are looked at.
#pragma once

#include <vector>

namespace gradewise {

/// A closed interval [low, high].
struct Interval {
    double low = 0.0;
    double high = 1.0;
    bool operator==(const Interval&) const = default;
    double length() const { return high - low; }
};

/// One interval a variable: x, y, z in this order.
using Domain = std::vector<Interval>;

} // namespace gradewise
