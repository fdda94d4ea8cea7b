// Golden-section search for the smallest value of a function of one variable (Kiefer 1953): of an interval
// with two inner places the share beyond the larger value is cut off, 0.382 of it, for one new value a step.
#pragma once

namespace gradewise {

/// A place and the value there.
struct Probe {
    double at = 0.0;
    double value = 0.0;
};

/// Asks for `value` at two places, and once more for each of at most `steps` steps; ends sooner once
/// `enough(low, high)` holds of what is left of the interval. Returns the smallest value met, which is near
/// the smallest of all as far as the function falls and then rises; of equal ones the left one.
template <class Function, class Enough>
Probe goldenSection(double low, double high, int steps, Function value, Enough enough) {
    constexpr double golden = 0.6180339887498949;
    Probe left{high - golden * (high - low)};
    Probe right{low + golden * (high - low)};
    left.value = value(left.at);
    right.value = value(right.at);
    for (int step = 0; step < steps && !enough(low, high); ++step) {
        if (left.value <= right.value) {
            high = right.at;
            right = left;
            left = {high - golden * (high - low)};
            left.value = value(left.at);
        } else {
            low = left.at;
            left = right;
            right = {low + golden * (high - low)};
            right.value = value(right.at);
        }
    }
    return left.value <= right.value ? left : right;
}

} // namespace gradewise
