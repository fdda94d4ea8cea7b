#include "ui/charts/maps/plane_pointing.h"

#include "ui/charts/cursor.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/pointing.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

std::size_t nearestIn(const std::vector<double>& places, double value) {
    const Range range = rangeOf(places);
    const double share = std::clamp((value - range.low) / range.span(), 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * (static_cast<double>(places.size()) - 1.0)));
}

} // namespace

std::optional<PlanePoint> pointOf(const Cursor* cursor, const PlaneGrid& grid) {
    if (!cursor || !cursor->place() || grid.x.size() < 2 || grid.y.size() < 2)
        return std::nullopt;
    const auto [x, y] = *cursor->place();
    if (x < grid.x.front() || x > grid.x.back() || y < grid.y.front() || y > grid.y.back())
        return std::nullopt;
    return PlanePoint{nearestIn(grid.x, x), nearestIn(grid.y, y)};
}

void pointAt(Cursor& cursor, const PlaneGrid& grid, const QRectF& map, const QPointF& pixel) {
    const Range x = rangeOf(grid.x);
    const Range y = rangeOf(grid.y);
    cursor.pointAt(grid.x[nearestIn(grid.x, x.low + (pixel.x() - map.left()) / map.width() * x.span())],
                   grid.y[nearestIn(grid.y, y.low + (map.bottom() - pixel.y()) / map.height() * y.span())]);
}

bool moveByKey(Cursor& cursor, const PlaneGrid& grid, const QKeyEvent& event) {
    if (event.key() == Qt::Key_Escape && cursor.place()) {
        cursor.leave();
        return true;
    }
    const std::optional<QPoint> step = arrowStep(event);
    if (!step || grid.x.size() < 2 || grid.y.size() < 2)
        return false;
    const std::optional<PlanePoint> from = pointOf(&cursor, grid);
    // The first key only shows where one is: in the middle.
    const auto moved = [&](const std::vector<double>& places, std::size_t PlanePoint::*index, int by) {
        const auto last = static_cast<int>(places.size()) - 1;
        const int to = from ? static_cast<int>((*from).*index) + by : last / 2;
        return places[static_cast<std::size_t>(std::clamp(to, 0, last))];
    };
    cursor.pointAt(moved(grid.x, &PlanePoint::column, step->x()),
                   moved(grid.y, &PlanePoint::row, -step->y()));
    return true;
}

QPointF placeOf(const QRectF& map, const PlaneGrid& grid, const PlanePoint& point) {
    const auto share = [](std::size_t index, std::size_t size) {
        return static_cast<double>(index) / (static_cast<double>(size) - 1.0);
    };
    return {map.left() + share(point.column, grid.x.size()) * map.width(),
            map.bottom() - share(point.row, grid.y.size()) * map.height()};
}

void paintPlaneCross(QPainter& painter, const QRectF& map, const PlaneGrid& grid, const PlanePoint& point,
                     const Theme& theme) {
    const QPointF at = placeOf(map, grid, point);
    paintCrossLine(painter, {at.x(), map.top(), at.x(), map.bottom()}, theme);
    paintCrossLine(painter, {map.left(), at.y(), map.right(), at.y()}, theme);
}

} // namespace gradewise
