#include "ui/charts/maps/plane_map.h"

#include "ui/charts/curveview_picture.h"
#include "ui/charts/maps/color_map.h"
#include "ui/charts/number_format.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double tickLength = 3.0;
constexpr int mostBarTicks = 6;

/// For a pixel the point before it and how far it is from there to the next.
struct Between {
    std::size_t first;
    double share;
};

std::vector<Between> placesOf(std::size_t points, int pixels) {
    std::vector<Between> places;
    places.reserve(static_cast<std::size_t>(pixels));
    const double steps = static_cast<double>(points) - 1.0;
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const double at = (pixel + 0.5) / pixels * steps;
        const auto first = std::min(static_cast<std::size_t>(at), points - 2);
        places.push_back({first, at - static_cast<double>(first)});
    }
    return places;
}

std::vector<Tick> fewTicks(const std::vector<double>& places, double room, double each) {
    return ticks(rangeOf(places), Scale::Linear, std::clamp(static_cast<int>(room / each), 2, 5));
}

QImage barImage(std::span<const QRgb> table, bool upwards) {
    const int count = static_cast<int>(table.size());
    QImage image(upwards ? 1 : count, upwards ? count : 1, QImage::Format_RGB32);
    for (int i = 0; i < count; ++i)
        image.setPixel(upwards ? 0 : i, upwards ? count - 1 - i : 0, table[static_cast<std::size_t>(i)]);
    return image;
}

} // namespace

Range rangeOf(const std::vector<double>& places) {
    return {places.front(), places.back()};
}

double PlaneGrid::aspect() const {
    constexpr double longest = 4.0;
    if (x.size() < 2 || y.size() < 2)
        return 1.0;
    return std::clamp(rangeOf(y).span() / rangeOf(x).span(), 1.0 / longest, longest);
}

bool PlaneColors::operator==(const PlaneColors& other) const {
    return table.data() == other.table.data() && scale == other.scale && notFinite == other.notFinite;
}

QRgb PlaneColors::of(double value) const {
    if (!std::isfinite(value))
        return notFinite;
    const double share = std::clamp((value - scale.low) / scale.span(), 0.0, 1.0);
    return table[static_cast<std::size_t>(std::lround(share * (static_cast<double>(table.size()) - 1.0)))];
}

PlaneColors sequentialColors(const Range& scale, const Theme& theme) {
    return {heatTable(), scale, theme.bad.rgb()};
}

PlaneColors divergingColors(double largest, const Theme& theme) {
    return {divergingTable(theme.card.rgb()), {-largest, largest}, theme.bad.rgb()};
}

std::optional<Range> finiteRange(std::span<const double> values) {
    std::optional<Range> range;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        range =
            range ? Range{std::min(range->low, value), std::max(range->high, value)} : Range{value, value};
    }
    return range;
}

QImage planeImage(const PlaneGrid& grid, std::span<const double> values, const PlaneColors& colors,
                  QSize pixels) {
    if (grid.x.size() < 2 || grid.y.size() < 2 || values.size() != grid.size() || pixels.isEmpty())
        return {};
    QImage image(pixels, QImage::Format_RGB32);
    const std::vector<Between> across = placesOf(grid.x.size(), pixels.width());
    const std::vector<Between> up = placesOf(grid.y.size(), pixels.height());
    std::vector<double> row(grid.x.size());
    for (int pixel = 0; pixel < pixels.height(); ++pixel) {
        const Between& place = up[static_cast<std::size_t>(pixels.height() - 1 - pixel)];
        const auto below = values.subspan(grid.index(0, place.first), grid.x.size());
        const auto above = values.subspan(grid.index(0, place.first + 1), grid.x.size());
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = below[i] + place.share * (above[i] - below[i]);
        auto* const line = reinterpret_cast<QRgb*>(image.scanLine(pixel));
        for (std::size_t i = 0; i < across.size(); ++i) {
            const double left = row[across[i].first];
            line[i] = colors.of(left + across[i].share * (row[across[i].first + 1] - left));
        }
    }
    return image;
}

void paintPlaneAxes(QPainter& painter, const QRectF& map, const PlaneGrid& grid, const PlaneAxes& axes,
                    const Theme& theme, const QFont& font) {
    painter.setPen(QPen(theme.zeroLine, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(map.adjusted(-0.5, -0.5, 0.5, 0.5));
    const auto text = [&](const QPointF& at, Qt::Alignment alignment, const Tick& tick) {
        draw(painter,
             PlotPicture::Text{at, alignment, tickNumber(tick.value, tick.step), {}, theme.axisText, font});
    };
    const Range x = rangeOf(grid.x);
    for (const Tick& tick : fewTicks(grid.x, map.width(), 45.0)) {
        const double at = map.left() + (tick.position - x.low) / x.span() * map.width();
        painter.setPen(QPen(theme.zeroLine, 1.0));
        painter.drawLine(QPointF(at, map.bottom()), QPointF(at, map.bottom() + tickLength));
        if (axes.below)
            text({at, map.bottom() + tickLength + 1.0}, Qt::AlignHCenter | Qt::AlignTop, tick);
    }
    const Range y = rangeOf(grid.y);
    for (const Tick& tick : fewTicks(grid.y, map.height(), 30.0)) {
        const double at = map.bottom() - (tick.position - y.low) / y.span() * map.height();
        painter.setPen(QPen(theme.zeroLine, 1.0));
        painter.drawLine(QPointF(map.left() - tickLength, at), QPointF(map.left(), at));
        if (axes.left)
            text({map.left() - tickLength - 3.0, at}, Qt::AlignRight | Qt::AlignVCenter, tick);
    }
}

double planeLabelsHeight(const QFont& font) {
    return QFontMetricsF(font).height() + tickLength + 1.0;
}

double planeLabelsWidth(const PlaneGrid& grid, const QFont& font) {
    double widest = 0.0;
    for (const Tick& tick : fewTicks(grid.y, 200.0, 30.0))
        widest = std::max(widest, QFontMetricsF(font).horizontalAdvance(tickNumber(tick.value, tick.step)));
    return widest + tickLength + 5.0;
}

void paintPlaneBar(QPainter& painter, const QRectF& bar, const PlaneColors& colors, const Theme& theme,
                   const QFont& font) {
    painter.drawImage(bar, barImage(colors.table, true));
    const int most =
        std::clamp(static_cast<int>(bar.height() / (2.0 * QFontMetricsF(font).height())), 2, mostBarTicks);
    for (const Tick& tick : ticks(colors.scale, Scale::Linear, most)) {
        const double y =
            bar.bottom() - (tick.position - colors.scale.low) / colors.scale.span() * bar.height();
        painter.setPen(QPen(theme.axisText, 1.0));
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + tickLength, y));
        draw(painter, PlotPicture::Text{{bar.right() + tickLength + 3.0, y},
                                        Qt::AlignLeft | Qt::AlignVCenter,
                                        tickNumber(tick.value, tick.step),
                                        {},
                                        theme.axisText,
                                        font});
    }
}

double planeBarLabelsWidth(const PlaneColors& colors, const QFont& font) {
    double widest = 0.0;
    for (int most = 2; most <= mostBarTicks;
         ++most) // a coarser step may need more letters, as 0.0010 and 5e-4
        for (const Tick& tick : ticks(colors.scale, Scale::Linear, most))
            widest =
                std::max(widest, QFontMetricsF(font).horizontalAdvance(tickNumber(tick.value, tick.step)));
    return widest + tickLength + 5.0;
}

void paintPlaneScale(QPainter& painter, const QRectF& row, const PlaneColors& colors, const Theme& theme,
                     const QFont& font) {
    const QFontMetricsF metrics(font);
    const QString low = compactNumber(colors.scale.low);
    const QString high = QStringLiteral("+") + compactNumber(colors.scale.high);
    painter.setFont(font);
    painter.setPen(theme.axisText);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, high);
    const QRectF bar(row.left() + metrics.horizontalAdvance(low) + 5.0, row.center().y() - 3.0,
                     row.width() - metrics.horizontalAdvance(low + high) - 10.0, 6.0);
    if (bar.width() < 8.0)
        return;
    painter.drawImage(bar, barImage(colors.table, false));
    painter.setPen(QPen(theme.zeroLine, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
}

} // namespace gradewise
