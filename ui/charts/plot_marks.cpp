// What lies behind the curves, the curves, and the ring of the keyboard.
#include "ui/charts/plot_composer.h"
#include "ui/charts/plot_scene.h"

#include <QFontMetricsF>

#include <algorithm>

namespace gradewise {

namespace {

constexpr std::size_t mostMarks = 500;

QPen penOf(const CurveStyle& style) {
    // Qt Charts draws a solid curve segment by segment, and the raster engine has a fast way for segments
    // with square ends only: round ones made a live frame of the window four times as slow.
    QPen pen(style.color, style.width, style.line, Qt::SquareCap, Qt::BevelJoin);
    if (style.line == Qt::DashLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({4.0, 2.5});
    }
    return pen;
}

void addMarkers(const PlotScene& scene, PlotPicture& picture, const PlotCurve& each,
                const CurveData::Piece& piece) {
    std::vector<PlotPicture::Mark>& marks = each.style.markersBelow ? picture.marksBelow : picture.marks;
    for (const CurveData::Point& point : piece) {
        const bool floored = scene.bounds.onFloor(point.y, scene.content);
        if ((!floored && each.style.marker == Marker::None) || marks.size() >= mostMarks)
            continue;
        const QPointF pixel = scene.pixel(point.x, point.y * each.style.drawnScale);
        if (!scene.plot.adjusted(-1.0, -1.0, 1.0, 1.0).contains(pixel))
            continue;
        QColor color = each.style.color;
        if (const auto index = each.data.nearest(point.x); index && *index < each.style.markerColors.size())
            color = each.style.markerColors[*index];
        if (floored) {
            marks.push_back({pixel, Marker::Floor, scene.look.theme.card, color, 7.0});
        } else {
            marks.push_back({pixel, each.style.marker,
                             each.style.markerHollow ? scene.look.theme.card : color, color,
                             each.style.markerSize});
        }
    }
}

} // namespace

void addBands(const PlotScene& scene, PlotPicture& picture) {
    const double line = QFontMetricsF(smallFontOf(scene.look)).height();
    // Bands of one colour with less than a pixel between them are drawn as one: thousands of slivers would
    // cost a frame more than all its curves, and in print what is left between them looks like a fault.
    const auto edge = [&scene](double x) { return scene.pixel(x, 1.0).x(); };
    for (std::size_t i = 0; i < scene.content.bands.size(); ++i) {
        const Band& band = scene.content.bands[i];
        const double left = std::max(scene.plot.left(), edge(band.low));
        double right = std::max(left + 1.0, edge(band.high));
        while (i + 1 < scene.content.bands.size() && scene.content.bands[i + 1].label.isEmpty() &&
               scene.content.bands[i + 1].color == band.color &&
               edge(scene.content.bands[i + 1].low) < right + 1.0) {
            ++i;
            right = std::max(right, edge(scene.content.bands[i].high));
        }
        right = std::min(scene.plot.right(), right);
        if (right <= left)
            continue;
        // Where two bands meet within a pixel, the ground would shine through as a seam: the next one covers
        // the end of this one.
        const bool meets = i + 1 < scene.content.bands.size() &&
                           scene.content.bands[i + 1].low <= scene.content.bands[i].high;
        const double end = meets ? std::min(scene.plot.right(), right + 1.0) : right;
        picture.fills.push_back(
            {QRectF(left, scene.plot.top(), end - left, scene.plot.height()), band.color});
        if (right - left < 2.0 * line || scene.plot.height() <= 4.0 * line)
            continue; // no word is that short
        PlotPicture::Text label{{(left + right) / 2.0, scene.plot.top() - line - 1.0},
                                Qt::AlignHCenter | Qt::AlignTop,
                                band.label,
                                {},
                                scene.look.theme.mutedText,
                                smallFontOf(scene.look)};
        if (sizeOf(label).width() + 6.0 < right - left)
            picture.texts.push_back(label);
    }
    for (const Band& mark : scene.content.verticalMarks) {
        const double x = scene.pixel(mark.low, 1.0).x();
        if (x >= scene.plot.left() - 0.5 && x <= scene.plot.right() + 0.5) {
            picture.linesBelow.push_back(
                {QLineF(x, scene.plot.top(), x, scene.plot.bottom()), QPen(mark.color, 1.0)});
        }
    }
}

void addBandAcross(const PlotScene& scene, PlotPicture& picture) {
    if (!scene.content.bandAcross)
        return;
    const auto height = [&scene](double value) {
        const double y = scene.pixel(scene.bounds.shownX.low, value).y();
        return std::clamp(y, scene.plot.top(), scene.plot.bottom());
    };
    const QRectF area(QPointF(scene.plot.left(), height(scene.content.bandAcross->high)),
                      QPointF(scene.plot.right(), height(scene.content.bandAcross->low)));
    picture.fills.push_back({area, scene.content.bandAcrossColor});
    QColor edge = scene.content.bandAcrossColor;
    edge.setAlphaF(1.0F);
    for (const double y : {area.top(), area.bottom()}) {
        picture.linesBelow.push_back(
            {QLineF(area.left(), y, area.right(), y), QPen(edge, 1.0, Qt::DashLine)});
    }
}

void addTicksBelow(const PlotScene& scene, PlotPicture& picture) {
    constexpr double length = 5.0;
    constexpr double apart = 3.0; // pixels; closer ones would be a bar that says no more
    double last = scene.plot.left() - apart;
    for (const double place : scene.content.ticksBelow) {
        const double x = scene.pixel(place, 1.0).x();
        if (x < last + apart || x > scene.plot.right() + 0.5)
            continue;
        last = x;
        picture.linesBelow.push_back({QLineF(x, scene.plot.bottom() - length, x, scene.plot.bottom()),
                                      QPen(scene.look.theme.mutedText, 1.0)});
    }
}

void addCurve(const PlotScene& scene, PlotPicture& picture, const PlotCurve& each) {
    const std::vector<CurveData::Piece> pieces = each.data.pieces(
        scene.bounds.shownX, scene.content.xAxis.scale, columnsOf(each.style, scene.plot), each.style.keep);
    PlotPicture::Stroke stroke;
    stroke.pen = penOf(each.style);
    for (const CurveData::Piece& piece : pieces) {
        addMarkers(scene, picture, each, piece);
        if (piece.size() == 1 && each.style.marker != Marker::None)
            continue; // the marker is all that there is
        if (!stroke.points.isEmpty())
            stroke.starts.push_back(stroke.points.size());
        for (const CurveData::Point& point : piece)
            stroke.points.push_back(scene.unit(point.x, point.y * each.style.drawnScale));
    }
    if (!stroke.points.isEmpty() && each.style.line != Qt::NoPen)
        picture.strokes.push_back(std::move(stroke));
}

void addFocusRing(const PlotScene& scene, PlotPicture& picture) {
    if (!scene.look.focusRing)
        return;
    const QPen ring(scene.look.theme.accent, 1.5);
    const QRectF around = QRectF(QPointF(), scene.look.size).adjusted(1.0, 1.0, -1.0, -1.0);
    for (const QLineF& side :
         {QLineF(around.topLeft(), around.topRight()), QLineF(around.topRight(), around.bottomRight()),
          QLineF(around.bottomRight(), around.bottomLeft()), QLineF(around.bottomLeft(), around.topLeft())})
        picture.linesBelow.push_back({side, ring});
}

} // namespace gradewise
