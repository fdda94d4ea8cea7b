#include "ui/charts/axis.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr double smallest = std::numeric_limits<double>::min();

std::vector<Tick> linearTicks(const Range& range, int maximum, bool integersOnly) {
    double step = 0.0;
    double first = 0.0;
    double last = 0.0;
    // One label alone tells no scale: a finer step then. A fifth of the range always meets it twice.
    for (int most = std::max(1, maximum); most <= std::max(5, maximum); ++most) {
        step = roundStep(range.span() / most);
        if (integersOnly)
            step = std::max(1.0, step);
        first = std::ceil(range.low / step - 1e-9);
        last = std::floor(range.high / step + 1e-9);
        if (last - first >= 1.0)
            break;
    }
    // A step that is lost in the rounding of the bounds would never arrive.
    if (!(last - first >= 0.0 && last - first <= 4.0 * maximum) || std::abs(first) > 1e14)
        return {};
    std::vector<Tick> result;
    for (int i = 0; i <= static_cast<int>(last - first); ++i) {
        const double k = first + i;
        result.push_back({k * step, k * step, false, step});
    }
    return result;
}

std::vector<Tick> powerTicks(const Range& range, int maximum) {
    const double step = std::max(1.0, roundStep(range.span() / std::max(1, maximum)));
    std::vector<Tick> result;
    const double first = std::ceil(range.low / step - 1e-9);
    const double last = std::floor(range.high / step + 1e-9);
    if (!(last - first >= 0.0 && last - first <= 4.0 * maximum) || std::abs(first) > 1e14)
        return result;
    for (int i = 0; i <= static_cast<int>(last - first); ++i) {
        const double k = first + i;
        result.push_back({k * step, std::pow(10.0, k * step), true, step});
    }
    return result;
}

/// 1, 2, 5 within the decades, for a range of hardly more than one.
std::vector<Tick> withinDecades(const Range& range) {
    std::vector<Tick> result;
    const double first = std::floor(range.low);
    for (double decade = first; decade <= range.high && decade < first + 3.0; decade += 1.0) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            const double position = decade + std::log10(digit);
            if (position >= range.low - 1e-9 && position <= range.high + 1e-9) {
                result.push_back(
                    {position, digit * std::pow(10.0, decade), digit == 1.0, std::pow(10.0, decade)});
            }
        }
    }
    return result;
}

} // namespace

double toPosition(double value, Scale scale) {
    switch (scale) {
    case Scale::Linear:
        return value;
    case Scale::Log:
        return std::log10(std::abs(value));
    }
    return value;
}

double toValue(double position, Scale scale) {
    switch (scale) {
    case Scale::Linear:
        return position;
    case Scale::Log:
        return std::pow(10.0, position);
    }
    return position;
}

Range valuesOf(const Range& positions, Scale scale) {
    return {toValue(positions.low, scale), toValue(positions.high, scale)};
}

double roundStep(double atLeast) {
    const double size = std::clamp(atLeast, smallest, 1e300);
    const double power = std::pow(10.0, std::floor(std::log10(size)));
    for (const double digit : {1.0, 2.0, 5.0})
        if (digit * power >= size * (1.0 - 1e-12))
            return digit * power;
    return 10.0 * power;
}

Range roundBounds(const Range& data) {
    double low = data.low;
    double high = data.high;
    const double size = std::max(std::abs(low), std::abs(high));
    if (!(high - low > 1e-12 * size) || high - low < smallest) {
        const double room = size > smallest ? 0.1 * size : 1.0;
        low -= room;
        high += room;
    }
    const double step = roundStep((high - low) / 5.0);
    return {std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step};
}

Range symmetricBounds(const Range& data) {
    const double size = std::max(std::abs(data.low), std::abs(data.high));
    if (!(size >= smallest))
        return {-1.0, 1.0};
    const double power = std::pow(10.0, std::floor(std::log10(size)));
    double bound = 10.0 * power;
    for (const double digit : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (digit * power >= size) {
            bound = digit * power;
            break;
        }
    }
    return {-bound, bound};
}

Range decadeBounds(const Range& data) {
    Range result{std::floor(data.low + 1e-9), std::ceil(data.high - 1e-9)};
    if (result.span() < 2.0)
        result.low = result.high - 2.0; // One decade alone has hardly a label.
    return result;
}

Range steadyBounds(const std::optional<Range>& current, const Range& data, const Range& fresh) {
    if (!current || !current->contains(data))
        return fresh;
    const bool filled = data.span() >= 0.6 * current->span() || fresh.span() >= 0.6 * current->span();
    return filled ? *current : fresh;
}

std::vector<Tick> ticks(const Range& range, Scale scale, int maximum, bool integersOnly) {
    if (!(range.span() > 0.0) || !std::isfinite(range.span()))
        return {};
    switch (scale) {
    case Scale::Linear:
        return linearTicks(range, maximum, integersOnly);
    case Scale::Log:
        break;
    }
    if (range.span() >= 1.5)
        return powerTicks(range, maximum);
    if (std::vector<Tick> fine = withinDecades(range); fine.size() >= 2)
        return fine;
    std::vector<Tick> result = linearTicks(range, std::min(maximum, 4), false);
    for (Tick& tick : result) {
        tick.value = std::pow(10.0, tick.position);
        tick.step = tick.value * 1e-3;
    }
    return result;
}

} // namespace gradewise
