#include "ui/charts/plot_bounds.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

void widen(std::optional<Range>& range, const Range& other) {
    if (range) {
        range->low = std::min(range->low, other.low);
        range->high = std::max(range->high, other.high);
    } else {
        range = other;
    }
}

Range withRoom(Range range) {
    if (!(range.span() > 0.0)) {
        const double room = range.low == 0.0 ? 1.0 : 0.5 * std::abs(range.low);
        range.low -= room;
        range.high += room;
    }
    return range;
}

Range positions(const Range& values, Scale scale) {
    return {toPosition(values.low, scale), toPosition(values.high, scale)};
}

/// Bounds of its y; sets the floor of a logarithmic axis.
std::optional<Range> yRangeOf(const PlotContent& content, std::optional<int>& floorDecade) {
    floorDecade.reset();
    std::optional<Range> result;
    bool onFloor = false;
    for (const PlotCurve& each : content.curves) {
        if (!each.style.decidesBounds)
            continue;
        onFloor = onFloor || each.data.zeros() > 0;
        if (std::optional<Range> extent = each.data.extent(decadesShown)) {
            if (content.yAxis.scale == Scale::Linear) {
                extent = each.style.bounds.value_or(*extent);
                extent->low *= each.style.drawnScale;
                extent->high *= each.style.drawnScale;
            }
            widen(result, *extent);
        }
    }
    if (content.yAxis.scale == Scale::Linear) {
        if (result && content.bandAcross)
            widen(result, *content.bandAcross);
        return result;
    }
    if (!result) {
        floorDecade = 0;
        return onFloor ? std::optional(Range{-1.0, 0.0}) : std::nullopt;
    }
    result->low = std::max(result->low, std::floor(result->high) + 1.0 - decadesShown);
    floorDecade = static_cast<int>(result->low);
    for (const PlotCurve& each : content.curves)
        onFloor = onFloor || each.data.belowDecade(*floorDecade) > 0;
    if (onFloor)
        result->low -= 1.0;
    return result;
}

} // namespace

std::optional<Range> xRangeOf(const PlotContent& content) {
    if (content.xAxis.fixed)
        return positions(*content.xAxis.fixed, content.xAxis.scale);
    std::optional<Range> result;
    for (const PlotCurve& each : content.curves) {
        if (each.data.size() > 0) {
            widen(result,
                  positions({each.data.x(0), each.data.x(each.data.size() - 1)}, content.xAxis.scale));
        }
    }
    return result;
}

void PlotBounds::follow(const PlotContent& content) {
    shownX = userX ? *userX : withRoom(xRangeOf(content).value_or(Range{0.0, 1.0}));
    const Range wanted =
        yRangeOf(content, floorDecade)
            .value_or(content.yAxis.scale == Scale::Log ? Range{-3.0, 0.0} : Range{-1.0, 1.0});
    if (content.yAxis.fixed)
        followedY = positions(*content.yAxis.fixed, content.yAxis.scale);
    else if (content.yAxis.scale == Scale::Log)
        followedY = steadyBounds(followedY, wanted, decadeBounds(wanted));
    else if (content.yAxis.symmetric)
        followedY = steadyBounds(followedY, wanted, symmetricBounds(wanted));
    else
        followedY = steadyBounds(followedY, wanted, roundBounds(wanted));
    shownY = userY ? *userY : withRoom(*followedY);
}

bool PlotBounds::onFloor(double y, const PlotContent& content) const {
    return content.yAxis.scale == Scale::Log && floorDecade && followedY &&
           toPosition(y, Scale::Log) < static_cast<double>(*floorDecade);
}

bool PlotBounds::showX(const Range& wanted, const PlotContent& content) {
    const Range full = xRangeOf(content).value_or(Range{0.0, 1.0});
    const double size = std::max(std::abs(full.low), std::abs(full.high));
    if (!(wanted.span() > std::max(1e-9 * full.span(), 1e-13 * size)))
        return false; // closer than the numbers themselves
    if (wanted.span() >= full.span()) {
        userX.reset();
        return true;
    }
    const double shift = std::max(0.0, full.low - wanted.low) - std::max(0.0, wanted.high - full.high);
    userX = Range{wanted.low + shift, wanted.high + shift};
    return true;
}

void PlotBounds::zoomY(double factor, double share) {
    if (!followedY)
        return;
    const Range range = zoomed(shownY, factor, share);
    const double size = std::max(std::abs(followedY->low), std::abs(followedY->high));
    if (range.span() >= followedY->span())
        userY.reset();
    else if (range.span() > 1e-12 * size)
        userY = range;
}

Range zoomed(const Range& range, double factor, double share) {
    const double fixed = range.low + share * range.span();
    return {fixed + (range.low - fixed) * factor, fixed + (range.high - fixed) * factor};
}

} // namespace gradewise
