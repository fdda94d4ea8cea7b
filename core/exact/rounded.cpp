#include "core/exact/rounded.h"

#include <cmath>

namespace gradewise {

namespace {

/// What one step of the fourth digit is; 0 where there is none.
double unitOf(double value) {
    return value > 0.0 && std::isfinite(value) ? std::pow(10.0, std::floor(std::log10(value)) - 3.0) : 0.0;
}

} // namespace

double roundedUp(double value) {
    const double unit = unitOf(value);
    return unit > 0.0 ? std::ceil(value / unit) * unit : value;
}

double roundedDown(double value) {
    const double unit = unitOf(value);
    return unit > 0.0 ? std::floor(value / unit) * unit : value;
}

} // namespace gradewise
