// A function of two variables as a picture: values in, picture out. x goes to the right, y upwards, in the
// proportions of the domain. Free of widgets.
//
// Between the points of the grid values are interpolated bilinearly, and coloured then; a value that is not
// finite takes the points around it along.
#pragma once

#include "ui/charts/axis.h"
#include "ui/theme.h"

#include <QFont>
#include <QImage>
#include <QRectF>

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace gradewise {

/// Points (x_i, y_j) in equal steps, both ends included. Values over them have x vary fastest.
struct PlaneGrid {
    std::vector<double> x;
    std::vector<double> y;
    bool operator==(const PlaneGrid&) const = default;

    std::size_t size() const { return x.size() * y.size(); }
    std::size_t index(std::size_t column, std::size_t row) const { return row * x.size() + column; }
    /// Height over width of the domain, as it is drawn: no picture is more than four times longer than wide.
    double aspect() const;
};

/// From the first to the last of places in order, of which there are some.
Range rangeOf(const std::vector<double>& places);

struct PlaneColors {
    std::span<const QRgb>
        table; ///< kept for good; from the lowest value to the highest; beyond the ends the colour of the end
    Range scale;
    QRgb notFinite = 0;
    bool operator==(const PlaneColors& other) const;

    QRgb of(double value) const;
};
/// Dark to light from the lowest value to the highest.
PlaneColors sequentialColors(const Range& scale, const Theme& theme);
/// Blue, nothing, orange; the scale's middle is zero.
PlaneColors divergingColors(double largest, const Theme& theme);

/// Lowest and highest finite value; nothing where there is none.
std::optional<Range> finiteRange(std::span<const double> values);

QImage planeImage(const PlaneGrid& grid, std::span<const double> values, const PlaneColors& colors,
                  QSize pixels);

/// Frame and a few ticks, with numbers below and at the left as wanted.
struct PlaneAxes {
    bool below = true;
    bool left = true;
};
void paintPlaneAxes(QPainter& painter, const QRectF& map, const PlaneGrid& grid, const PlaneAxes& axes,
                    const Theme& theme, const QFont& font);
/// Room that the numbers of paintPlaneAxes take.
double planeLabelsHeight(const QFont& font);
double planeLabelsWidth(const PlaneGrid& grid, const QFont& font);

/// The colours upwards, with ticks at the right.
void paintPlaneBar(QPainter& painter, const QRectF& bar, const PlaneColors& colors, const Theme& theme,
                   const QFont& font);
/// Room that the ticks and their numbers take.
double planeBarLabelsWidth(const PlaneColors& colors, const QFont& font);
/// −m, the colours, +m in a row.
void paintPlaneScale(QPainter& painter, const QRectF& row, const PlaneColors& colors, const Theme& theme,
                     const QFont& font);

} // namespace gradewise
