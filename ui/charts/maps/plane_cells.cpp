#include "ui/charts/maps/plane_cells.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

PlaneCells withColumns(std::size_t count, std::size_t columns, double mapWidth, double aspect,
                       const PlaneCellNeeds& needs, double room) {
    PlaneCells cells;
    cells.count = count;
    cells.columns = columns;
    cells.needs = needs;
    cells.map = {mapWidth, mapWidth * aspect};
    cells.cell = {std::max(mapWidth, needs.leastWidth), needs.above + mapWidth * aspect + needs.below};
    const auto across = static_cast<double>(std::min(columns, std::max<std::size_t>(1, count)));
    const double used =
        needs.left + needs.right + across * cells.cell.width() + (across - 1.0) * PlaneCells::gap;
    cells.left = needs.left + std::max(0.0, (room - used) / 2.0);
    return cells;
}

} // namespace

PlaneCells layOutPlanes(std::size_t count, const QSizeF& room, double aspect, const PlaneCellNeeds& wanted) {
    constexpr double gap = PlaneCells::gap;
    const double across = std::max(8.0, room.width() - wanted.left - wanted.right);
    PlaneCellNeeds needs = wanted;
    needs.leastWidth = std::min(needs.leastWidth, across);
    // For the longer side, so that narrow domains fit too.
    const double least = std::min(across, PlaneCells::leastMap * std::min(1.0, 1.0 / aspect));
    const double narrowest = std::max(needs.leastWidth, least) + gap;
    const auto most = static_cast<std::size_t>(std::max(1.0, std::floor((across + gap) / narrowest)));
    const auto widest = [&](std::size_t columns) {
        const auto n = static_cast<double>(columns);
        return (across - (n - 1.0) * gap) / n;
    };
    std::size_t best = 0;
    double bestWidth = 0.0;
    for (std::size_t columns = 1; columns <= std::min(most, std::max<std::size_t>(1, count)); ++columns) {
        const std::size_t wholeRows = (count + columns - 1) / columns;
        const auto rows = static_cast<double>(wholeRows);
        const double high =
            (room.height() - needs.axis - (rows - 1.0) * gap) / rows - needs.above - needs.below;
        const double wide = std::min(widest(columns), high / aspect);
        if (wide >= least && wide > bestWidth) {
            best = columns;
            bestWidth = wide;
        }
    }
    if (best == 0) { // to scroll through
        best = std::min(most, std::max<std::size_t>(1, count));
        const double high = room.height() - needs.axis - needs.above - needs.below;
        bestWidth = std::max(least, std::min({widest(best), needs.leastWidth, high / aspect}));
    }
    return withColumns(count, best, bestWidth, aspect, needs, room.width());
}

double PlaneCells::height() const {
    const auto n = static_cast<double>(rows());
    return n * cell.height() + std::max(0.0, n - 1.0) * gap + needs.axis;
}

QRectF PlaneCells::cellRect(std::size_t index) const {
    const std::size_t row = index / columns;
    return {left + static_cast<double>(index % columns) * (cell.width() + gap),
            static_cast<double>(row) * (cell.height() + gap), cell.width(), cell.height()};
}

QRectF PlaneCells::mapRect(std::size_t index) const {
    const QRectF area = cellRect(index);
    return {area.left(), area.top() + needs.above, map.width(), map.height()};
}

std::pair<std::size_t, std::size_t> PlaneCells::between(double top, double bottom) const {
    const double each = cell.height() + gap;
    const auto row = [&](double y) {
        return static_cast<std::size_t>(std::clamp(y / each, 0.0, static_cast<double>(rows())));
    };
    const std::size_t first = std::min(row(top) * columns, count);
    return {first, std::max(first, std::min((row(bottom) + 1) * columns, count))};
}

} // namespace gradewise
