// Several runs of one thing in three numbers.
#pragma once

#include <vector>

namespace gradewise {

/// Median, least and largest of some numbers, at least one; NaN counts as larger than any.
struct Spread {
    double median = 0.0;
    double least = 0.0;
    double largest = 0.0;
};
Spread spreadOf(std::vector<double> numbers);

} // namespace gradewise
