// A function of two variables as a picture: values in, picture out. x goes to the right, y upwards, in the
// proportions of the domain. Free of widgets.
//
// Between the points of the grid values are interpolated bilinearly, and coloured then; a value that is not
// finite takes the points around it along.
#pragma once

#include "ui/plots/axis.h"
#include "ui/theme.h"

#include <QFont>
#include <QImage>
#include <QRectF>

#include <optional>
#include <span>
#include <vector>

class QKeyEvent;
class QPainter;

namespace gradewise {

class Cursor;

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

struct PlanePoint {
    std::size_t column = 0;
    std::size_t row = 0;
};
/// The point of the grid nearest to where the cursor is; nothing without one, or outside the domain.
std::optional<PlanePoint> pointOf(const Cursor* cursor, const PlaneGrid& grid);
/// Brings the cursor to the point of the grid under a pixel of the map.
void pointAt(Cursor& cursor, const PlaneGrid& grid, const QRectF& map, const QPointF& pixel);
/// The arrow keys move the cursor by a point, with Shift or Control by ten; Escape takes it away. Returns
/// whether the key meant that.
bool moveByKey(Cursor& cursor, const PlaneGrid& grid, const QKeyEvent& event);
/// Two dotted lines through the point.
void paintPlaneCross(QPainter& painter, const QRectF& map, const PlaneGrid& grid, const PlanePoint& point,
                     const Theme& theme);
/// Where a point lies in the map.
QPointF placeOf(const QRectF& map, const PlaneGrid& grid, const PlanePoint& point);

} // namespace gradewise
