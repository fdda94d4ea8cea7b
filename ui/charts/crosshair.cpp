#include "ui/charts/crosshair.h"

#include "ui/charts/number_format.h"
#include "ui/charts/plot_composer.h"
#include "ui/charts/plot_scene.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double reach = 3.0; // pixels beside the pointer in which a peak is found

void placeReadout(const PlotScene& scene, CrosshairPicture& picture, const std::vector<CurveReading>& found) {
    const QFont small = smallFontOf(scene.look);
    const double line = std::ceil(QFontMetricsF(small).height());
    const auto text = [&](const QString& words, const QColor& color) {
        return PlotPicture::Text{{}, Qt::AlignLeft | Qt::AlignTop, words, {}, color, small};
    };
    std::vector<PlotPicture::Text> rows;
    if (!scene.look.strip) {
        const QString name =
            scene.content.xAxis.title.isEmpty() ? QStringLiteral("x") : scene.content.xAxis.title;
        rows.push_back(
            text(QStringLiteral("%1 = %2").arg(name, readingNumber(found.front().x)), scene.look.theme.text));
    }
    for (const CurveReading& reading : found)
        rows.push_back(text(reading.name + QStringLiteral("  ") + readingNumber(reading.y), reading.color));
    // Never more than there is room for: the box neither leaves the plot nor is cut off.
    const auto fitting =
        static_cast<std::size_t>(std::max(1.0, std::floor((scene.look.size.height() - 6.0) / line)));
    if (rows.size() > fitting)
        rows.resize(fitting);
    double widest = 0.0;
    for (const PlotPicture::Text& row : rows)
        widest = std::max(widest, sizeOf(row).width());
    const QSizeF size(widest + 12.0, static_cast<double>(rows.size()) * line + 4.0);
    double left = picture.line.x1() + 10.0;
    if (left + size.width() > scene.look.size.width() - 1.0)
        left = picture.line.x1() - 10.0 - size.width();
    left = std::clamp(left, 1.0, std::max(1.0, scene.look.size.width() - 1.0 - size.width()));
    const double top = std::clamp(scene.plot.top() + 2.0, 1.0,
                                  std::max(1.0, scene.look.size.height() - 1.0 - size.height()));
    picture.box = QRectF(QPointF(left, top), size);
    picture.boxFill = scene.look.theme.card;
    picture.boxEdge = scene.look.theme.cardBorder;
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].anchor = {left + 6.0, top + 2.0 + static_cast<double>(i) * line};
    picture.texts = std::move(rows);
}

} // namespace

std::vector<CurveReading> readingsAt(const PlotContent& content, double x) {
    std::vector<CurveReading> result;
    for (const PlotCurve& each : content.curves) {
        const auto index = each.data.nearest(x);
        if (!index || each.style.name.isEmpty())
            continue;
        const double y = each.data.y(*index);
        if (std::isfinite(y) || !each.style.inPlaces) {
            result.push_back(
                {each.style.name, each.style.color, each.data.x(*index), y, y * each.style.drawnScale});
        }
    }
    return result;
}

double placeToRead(const PlotScene& scene, double position) {
    const Scale scale = scene.content.xAxis.scale;
    const CurveData& first = scene.content.firstReadable()->data;
    double place = first.x(*first.nearest(toValue(position, scale)));
    std::optional<double> highest;
    for (const PlotCurve& each : scene.content.curves) {
        if (each.style.name.isEmpty() || each.style.keep != CurveData::Keep::Highest)
            continue;
        const double half = scene.bounds.shownX.span() *
                            std::max(0.5 / columnsOf(each.style, scene.plot), reach / scene.plot.width());
        const auto found =
            each.data.highest(toValue(position - half, scale), toValue(position + half, scale));
        if (found && (!highest || each.data.y(*found) > *highest)) {
            highest = each.data.y(*found);
            place = each.data.x(*found);
        }
    }
    return place;
}

CrosshairPicture composeCrosshair(const PlotScene& scene, const std::vector<CurveReading>& found) {
    CrosshairPicture picture;
    if (found.empty())
        return picture;
    const QRectF& plot = scene.plot;
    const double x = scene.pixel(found.front().x, 1.0).x();
    if (!(x >= plot.left() - 0.5 && x <= plot.right() + 0.5))
        return picture;
    picture.visible = true;
    picture.line = QLineF(x, plot.top(), x, plot.bottom());
    picture.pen = QPen(scene.look.theme.mutedText, 1.0, Qt::DotLine);
    for (const CurveReading& reading : found) {
        const QPointF at = scene.pixel(reading.x, reading.drawnY);
        if (std::isfinite(reading.y) && plot.adjusted(-1.0, -1.0, 1.0, 1.0).contains(at))
            picture.marks.push_back({at, Marker::Circle, reading.color, scene.look.theme.card, 7.0});
    }
    placeReadout(scene, picture, found);
    return picture;
}

} // namespace gradewise
