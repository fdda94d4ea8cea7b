// Which stretch of each axis a plot shows: the data's own bounds, until the user chooses others. A value,
// free of widgets. Ranges are positions on the axes.
#pragma once

#include "ui/charts/plot_content.h"

#include <optional>

namespace gradewise {

struct PlotBounds {
    std::optional<Range> userX; ///< chosen by the user; nothing: follow the data
    std::optional<Range> userY;
    std::optional<Range> followedY; ///< the steady bounds of the frames before
    std::optional<int> floorDecade; ///< |y| below 10^it lies on the floor (logarithmic plots)
    Range shownX;                   ///< on screen
    Range shownY;

    /// Whether both axes follow the data.
    bool following() const { return !userX && !userY; }
    /// What is to be shown of that content next.
    void follow(const PlotContent& content);
    /// Whether a value lies on the floor of the plot.
    bool onFloor(double y, const PlotContent& content) const;

    /// Shows that stretch of x, moved into the data; all of it where it is as long as that. False where it
    /// is shorter than the numbers can tell, and nothing changes.
    bool showX(const Range& wanted, const PlotContent& content);
    void showY(const Range& wanted) { userY = wanted; }
    /// Stretches what is shown by `factor` around a place, a share of the axis from its low end.
    void zoomY(double factor, double share);
};

/// That range with the same place kept at that share of it.
Range zoomed(const Range& range, double factor, double share);

/// Bounds of the content's x: fixed, or of its curves; nothing without samples.
std::optional<Range> xRangeOf(const PlotContent& content);

} // namespace gradewise
