#include "core/exact/error_search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

/// What the few operations below may add: each is good to half a unit, there are less than sixteen.
constexpr double relativeRounding = 16.0 * std::numeric_limits<double>::epsilon();

constexpr double underflow = 64.0 * std::numeric_limits<double>::denorm_min();

/// Upper bounds of a function on a stretch of length h, from its values at the ends.
struct Ends {
    double low;
    double high;
    double size() const { return std::abs(low) + std::abs(high); }
};

/// At most the chord plus the parabola of second derivative -k.
double parabolaBound(const Ends& ends, double h, double k) {
    if (!(k < infinity))
        return infinity;
    const double arch = k * h * h;
    const double rise = ends.high - ends.low;
    double top = std::max(ends.low, ends.high);
    if (arch > 2.0 * std::abs(rise)) {
        const double square = rise * rise;
        const double shift = square > 1e-290 ? 0.5 * square / arch : 0.5 * rise * (rise / arch);
        top = 0.5 * (ends.low + ends.high) + 0.125 * arch + shift;
    }
    return top + relativeRounding * (ends.size() + arch) + underflow;
}

/// At most the tent of the steepest slopes.
double tentBound(const Ends& ends, double h, const Enclosure& slopes) {
    const double up = std::max(slopes.high, 0.0);
    const double down = std::max(-slopes.low, 0.0);
    if (up == 0.0)
        return ends.low;
    if (down == 0.0)
        return ends.high;
    double top = infinity;
    if (up < infinity && down < infinity) {
        const double reached = std::clamp((ends.high - ends.low + down * h) / (up + down), 0.0, h);
        top = std::max(ends.low + up * reached, std::max(ends.low, ends.high));
    } else if (up < infinity) {
        top = ends.low + up * h;
    } else if (down < infinity) {
        top = ends.high + down * h;
    }
    return top +
           relativeRounding * (ends.size() + (std::min(up, down) < infinity ? std::min(up, down) * h : 0.0)) +
           underflow;
}

double boundAbove(const Ends& ends, double h, const Enclosure& range, const Enclosure& slopes,
                  const Enclosure& second) {
    const double bound = std::min(
        {range.high, tentBound(ends, h, slopes), parabolaBound(ends, h, std::max(-second.low, 0.0))});
    // An end is part of the stretch; whatever a NaN would say is no bound.
    return std::isnan(bound) ? infinity : std::max(bound, std::max(ends.low, ends.high));
}

double boundOf(const Enclosure& errorLow, const Enclosure& errorHigh, double h, const Enclosure& range,
               const Enclosure& slopes, const Enclosure& second) {
    return std::max(boundAbove({errorLow.high, errorHigh.high}, h, range, slopes, second),
                    boundAbove({-errorLow.low, -errorHigh.low}, h, -range, -slopes, -second));
}

/// The least |.| of an enclosure.
double certain(const Enclosure& error) {
    return error.contains(0.0) ? 0.0 : std::min(std::abs(error.low), std::abs(error.high));
}

/// Points at which rounding is looked at, spread by the golden ratio.
constexpr int anywhere = 64;

/// Pieces that are looked at together at first; they are taken apart where that does not suffice.
constexpr Index together = 16;

} // namespace

ErrorSearch::ErrorSearch(const BoundedFunction& function, const Vector& places, const Vector& values)
    : function_(function), places_(places), values_(values) {
    for (Index k = 0; k < places.size(); ++k) {
        errors_.push_back(valueAt(places(k)) - point(values(k)));
        meet(errors_.back(), places(k), 0.0);
    }
    // Ends and midpoints may be numbers of few digits, at which a formula rounds less than elsewhere: x -
    // 2e13.
    for (int k = 1; k <= anywhere; ++k) {
        double share = static_cast<double>(k) * (std::numbers::phi - 1.0);
        share -= std::floor(share);
        valueAt((1.0 - share) * places(0) + share * places(places.size() - 1));
    }
    for (Index k = 0; k + 1 < places.size(); ++k)
        slopes_.push_back((point(values(k + 1)) - point(values(k))) /
                          (point(places(k + 1)) - point(places(k))));
}

void ErrorSearch::meet(const Enclosure& error, double x, double reach) {
    const double size = certain(error);
    if (size > result_.attained) {
        result_.attained = size;
        result_.at = x;
        result_.reach = reach;
    }
}

/// f(x), whose rounding is noted. Where rounding does not tell on which side of a jump x is, the enclosure is
/// wide for another reason; the bound holds both sides of it anyway.
Enclosure ErrorSearch::valueAt(double x) {
    const Jet jet = function_.withoutSlopes(point(x));
    if (jet.regularity == Regularity::Continuous)
        result_.width = std::max(result_.width, jet.value.width());
    return jet.value;
}

Enclosure ErrorSearch::lineAt(double x, Index piece) const {
    return point(values_(piece)) +
           slopes_[static_cast<std::size_t>(piece)] * (point(x) - point(places_(piece)));
}

Enclosure ErrorSearch::errorAt(double x, Index piece) {
    const Enclosure value = valueAt(x);
    operations_ += 0.3 * static_cast<double>(function_.operations());
    return value - lineAt(x, piece);
}

/// Bounds the error on the stretch and keeps it for later.
void ErrorSearch::push(Stretch stretch) {
    const Jet jet = function_.over({stretch.low, stretch.high});
    operations_ += static_cast<double>(function_.operations());
    stretch.bound = 0.0;
    if (jet.regularity < Regularity::Jumping) {
        // Some points have no value, or none that is finite: what holds at all others is no bound.
        stretch.bound = infinity;
    } else if (stretch.first + 1 == stretch.last) {
        const auto piece = stretch.first;
        const Enclosure line = hull(lineAt(stretch.low, piece), lineAt(stretch.high, piece));
        stretch.bound =
            boundOf(stretch.errorLow, stretch.errorHigh, stretch.high - stretch.low, jet.value - line,
                    jet.first - slopes_[static_cast<std::size_t>(piece)], jet.second);
    } else {
        for (Index k = stretch.first; k < stretch.last; ++k) {
            const auto piece = static_cast<std::size_t>(k);
            const Enclosure line = hull(point(values_(k)), point(values_(k + 1)));
            stretch.bound = std::max(stretch.bound,
                                     boundOf(errors_[piece], errors_[piece + 1], places_(k + 1) - places_(k),
                                             jet.value - line, jet.first - slopes_[piece], jet.second));
        }
    }
    stretches_.push(stretch);
}

void ErrorSearch::split(const Stretch& stretch) {
    Stretch left = stretch;
    Stretch right = stretch;
    if (stretch.last - stretch.first > 1) {
        const Index middle = (stretch.first + stretch.last) / 2;
        left.last = right.first = middle;
        left.high = right.low = places_(middle);
        left.errorHigh = right.errorLow = errors_[static_cast<std::size_t>(middle)];
    } else {
        const double middle = stretch.low + 0.5 * (stretch.high - stretch.low);
        const Enclosure error = errorAt(middle, stretch.first);
        meet(error, middle, middle - stretch.low);
        left.high = right.low = middle;
        left.errorHigh = right.errorLow = error;
    }
    push(left);
    push(right);
}

SearchResult ErrorSearch::run(double tolerance, double floor, double operations) {
    for (Index first = 0; first + 1 < places_.size(); first += together) {
        const Index last = std::min(first + together, places_.size() - 1);
        push({0.0, first, last, places_(first), places_(last), errors_[static_cast<std::size_t>(first)],
              errors_[static_cast<std::size_t>(last)]});
    }
    const auto enough = [&] {
        return std::max(result_.attained * (1.0 + tolerance), result_.attained + floor);
    };
    double settled = 0.0; // the bounds of stretches that cannot be halved any more
    while (!stretches_.empty() && stretches_.top().bound > std::max(enough(), settled)) {
        const Stretch worst = stretches_.top();
        if (operations_ > operations) {
            result_.outOfWork = true;
            break;
        }
        stretches_.pop();
        const double middle = worst.low + 0.5 * (worst.high - worst.low);
        if (worst.last - worst.first == 1 && (middle <= worst.low || middle >= worst.high)) {
            settled = worst.bound;
            result_.stuck = {worst.low, worst.high};
            continue;
        }
        split(worst);
    }
    result_.bound = settled;
    if (!stretches_.empty()) {
        if (stretches_.top().bound == infinity && settled < infinity)
            result_.stuck = {stretches_.top().low, stretches_.top().high};
        result_.bound = std::max(settled, stretches_.top().bound);
    }
    return result_;
}

} // namespace gradewise
