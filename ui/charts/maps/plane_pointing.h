// The crosshair of pictures over (x, y): at a point of the grid, so that what it reads is exact; by mouse and
// by keys.
#pragma once

#include "ui/charts/maps/plane_map.h"

class QKeyEvent;

namespace gradewise {

class Cursor;

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
