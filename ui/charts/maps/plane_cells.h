// Where the small maps of a run lie: as large as lets all be seen at once, in rows; where even the smallest
// do not fit, rows below each other to scroll through. Free of widgets.
#pragma once

#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <utility>

namespace gradewise {

/// What a cell needs beside its map, in pixels.
struct PlaneCellNeeds {
    double above = 30.0;       ///< lines of text over the map
    double below = 14.0;       ///< the scale under it
    double leastWidth = 140.0; ///< of the text
    double left = 30.0;        ///< numbers of the y axis, once a row
    double right = 10.0;       ///< half of the last number of the x axis
    double axis = 14.0;        ///< numbers of the x axis, once
};

struct PlaneCells {
    static constexpr double gap = 14.0;
    static constexpr double leastMap = 104.0; ///< no point of the grid has less than a pixel

    std::size_t count = 0;
    std::size_t columns = 1;
    QSizeF map;
    QSizeF cell;
    double left = 0.0; ///< of the first cell
    PlaneCellNeeds needs;

    std::size_t rows() const { return (count + columns - 1) / columns; }
    double height() const;
    QRectF cellRect(std::size_t index) const;
    QRectF mapRect(std::size_t index) const;
    /// Cells [first, last) of rows that are seen between two heights.
    std::pair<std::size_t, std::size_t> between(double top, double bottom) const;
};

/// `aspect`: height over width of a map.
PlaneCells layOutPlanes(std::size_t count, const QSizeF& room, double aspect, const PlaneCellNeeds& wanted);

} // namespace gradewise
