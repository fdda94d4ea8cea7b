// From curves and axes to a picture: bounds, bands, decimated strokes and marks.
#include "ui/charts/curveview.h"
#include "ui/charts/small_font.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr int mostColumns = 512;
constexpr std::size_t mostMarks = 500;
/// Far outside the plot, yet near enough for a painter's arithmetic.
constexpr double farAway = 50.0;

void widen(std::optional<Range>& range, const Range& other) {
    if (range) {
        range->low = std::min(range->low, other.low);
        range->high = std::max(range->high, other.high);
    } else {
        range = other;
    }
}

Range withRoom(Range range) {
    if (!(range.span() > 0.0)) {
        const double room = range.low == 0.0 ? 1.0 : 0.5 * std::abs(range.low);
        range.low -= room;
        range.high += room;
    }
    return range;
}

Range positions(const Range& values, Scale scale) {
    return {toPosition(values.low, scale), toPosition(values.high, scale)};
}

QPen penOf(const CurveStyle& style) {
    // Qt Charts draws a solid curve segment by segment, and the raster engine has a fast way for segments
    // with square ends only: round ones made a live frame of the window four times as dear.
    QPen pen(style.color, style.width, style.line, Qt::SquareCap, Qt::BevelJoin);
    if (style.line == Qt::DashLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({4.0, 2.5});
    }
    return pen;
}

} // namespace

std::optional<Range> CurveView::dataX() const {
    if (xAxis_.fixed) {
        return positions(*xAxis_.fixed, xAxis_.scale);
    }
    std::optional<Range> result;
    for (const std::unique_ptr<Curve>& each : curves_) {
        if (each->data.size() > 0) {
            widen(result, positions({each->data.x(0), each->data.x(each->data.size() - 1)}, xAxis_.scale));
        }
    }
    return result;
}

std::optional<Range> CurveView::dataY() {
    floorDecade_.reset();
    std::optional<Range> result;
    bool onFloor = false;
    for (const std::unique_ptr<Curve>& each : curves_) {
        if (!each->style.decidesBounds) {
            continue;
        }
        onFloor = onFloor || each->data.zeros() > 0;
        if (std::optional<Range> extent = each->data.extent(decadesShown)) {
            if (yAxis_.scale == Scale::Linear) {
                extent = each->style.bounds.value_or(*extent);
                extent->low *= each->style.drawnScale;
                extent->high *= each->style.drawnScale;
            }
            widen(result, *extent);
        }
    }
    if (yAxis_.scale == Scale::Linear) {
        if (result && bandAcross_) {
            widen(result, *bandAcross_);
        }
        return result;
    }
    if (!result) {
        floorDecade_ = 0;
        return onFloor ? std::optional(Range{-1.0, 0.0}) : std::nullopt;
    }
    result->low = std::max(result->low, std::floor(result->high) + 1.0 - decadesShown);
    floorDecade_ = static_cast<int>(result->low);
    for (const std::unique_ptr<Curve>& each : curves_) {
        onFloor = onFloor || each->data.belowDecade(*floorDecade_) > 0;
    }
    if (onFloor) {
        result->low -= 1.0;
    }
    return result;
}

void CurveView::updateBounds() {
    shownX_ = userX_ ? *userX_ : withRoom(dataX().value_or(Range{0.0, 1.0}));
    const Range wanted = dataY().value_or(yAxis_.scale == Scale::Log ? Range{-3.0, 0.0} : Range{-1.0, 1.0});
    if (yAxis_.fixed) {
        followedY_ = positions(*yAxis_.fixed, yAxis_.scale);
    } else if (yAxis_.scale == Scale::Log) {
        followedY_ = steadyBounds(followedY_, wanted, decadeBounds(wanted));
    } else if (yAxis_.symmetric) {
        followedY_ = steadyBounds(followedY_, wanted, symmetricBounds(wanted));
    } else {
        followedY_ = steadyBounds(followedY_, wanted, roundBounds(wanted));
    }
    shownY_ = userY_ ? *userY_ : withRoom(*followedY_);
}

QFont CurveView::smallFont() const {
    return smaller(font(), 0.85);
}

QRectF CurveView::layOut(const std::vector<Tick>& yTicks) const {
    const double line = QFontMetricsF(smallFont()).height();
    double left = 2.0;
    double bottom = 2.0;
    if (yAxis_.labels) {
        for (const Tick& tick : yTicks) {
            left = std::max(left, sizeOf(tickText(tick, yAxis_)).width() + 8.0);
        }
        left = std::max(left, 30.0);
    }
    if (const int rows = rowsBelow(); rows > 0) {
        bottom = rows * line + 5.0;
    } else if (yAxis_.labels) {
        bottom = 0.5 * line + 2.0; // the lowest of them is centred on the edge
    }
    // Names of bands stand above the plot, where no curve crosses them.
    const double top = strip_ ? 2.0 : line * (bands_.empty() ? 0.5 : 1.0) + 2.0;
    const double right = strip_ ? 2.0 : 12.0;
    return {left, top, std::max(8.0, width() - left - right), std::max(8.0, height() - top - bottom)};
}

bool CurveView::onFloor(double y) const {
    return yAxis_.scale == Scale::Log && floorDecade_ && followedY_ &&
           toPosition(y, Scale::Log) < static_cast<double>(*floorDecade_);
}

QPointF CurveView::unit(double x, double y) const {
    double position = toPosition(y, yAxis_.scale);
    if (onFloor(y)) {
        position = followedY_->low;
    }
    const double across = (toPosition(x, xAxis_.scale) - shownX_.low) / shownX_.span();
    const double up = (position - shownY_.low) / shownY_.span();
    return {std::clamp(across, -farAway, farAway), std::clamp(up, -farAway, farAway)};
}

QPointF CurveView::pixelOf(const QPointF& unitPoint) const {
    return {plot_.left() + unitPoint.x() * plot_.width(), plot_.bottom() - unitPoint.y() * plot_.height()};
}

PlotPicture CurveView::compose() {
    PlotPicture picture;
    picture.size = size();
    plot_ = layOut({});
    plot_ = layOut(yTicks()); // as many as the height allows, which they leave as it is
    picture.plot = plot_;
    addBands(picture);
    addAxes(picture);
    addBandAcross(picture); // its edges lie on grid lines
    addTicksBelow(picture);
    for (const std::unique_ptr<Curve>& each : curves_) {
        addCurve(picture, *each);
    }
    addNotes(picture);
    addHint(picture);
    addFocusRing(picture);
    return picture;
}

void CurveView::addBands(PlotPicture& picture) const {
    const double line = QFontMetricsF(smallFont()).height();
    // Bands of one colour with less than a pixel between them are drawn as one: thousands of slivers would
    // cost a frame more than all its curves, and in print what is left between them looks like a fault.
    const auto edge = [this](double x) { return pixelOf(unit(x, 1.0)).x(); };
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        const Band& band = bands_[i];
        const double left = std::max(plot_.left(), edge(band.low));
        double right = std::max(left + 1.0, edge(band.high));
        while (i + 1 < bands_.size() && bands_[i + 1].label.isEmpty() && bands_[i + 1].color == band.color &&
               edge(bands_[i + 1].low) < right + 1.0) {
            ++i;
            right = std::max(right, edge(bands_[i].high));
        }
        right = std::min(plot_.right(), right);
        if (right <= left) {
            continue;
        }
        // Where two bands meet within a pixel, the ground would shine through as a seam: the next one covers
        // the end of this one.
        const bool meets = i + 1 < bands_.size() && bands_[i + 1].low <= bands_[i].high;
        const double end = meets ? std::min(plot_.right(), right + 1.0) : right;
        picture.fills.push_back({QRectF(left, plot_.top(), end - left, plot_.height()), band.color});
        if (right - left < 2.0 * line || plot_.height() <= 4.0 * line) {
            continue; // no word is that short
        }
        PlotPicture::Text label{{(left + right) / 2.0, plot_.top() - line - 1.0},
                                Qt::AlignHCenter | Qt::AlignTop,
                                band.label,
                                {},
                                theme_.mutedText,
                                smallFont()};
        if (sizeOf(label).width() + 6.0 < right - left) {
            picture.texts.push_back(label);
        }
    }
    for (const Band& mark : verticalMarks_) {
        const double x = pixelOf(unit(mark.low, 1.0)).x();
        if (x >= plot_.left() - 0.5 && x <= plot_.right() + 0.5) {
            picture.linesBelow.push_back({QLineF(x, plot_.top(), x, plot_.bottom()), QPen(mark.color, 1.0)});
        }
    }
}

void CurveView::addBandAcross(PlotPicture& picture) const {
    if (!bandAcross_) {
        return;
    }
    const auto height = [this](double value) {
        const double y = pixelOf(unit(shownX_.low, value)).y();
        return std::clamp(y, plot_.top(), plot_.bottom());
    };
    const QRectF area(QPointF(plot_.left(), height(bandAcross_->high)),
                      QPointF(plot_.right(), height(bandAcross_->low)));
    picture.fills.push_back({area, bandAcrossColor_});
    QColor edge = bandAcrossColor_;
    edge.setAlphaF(1.0F);
    for (const double y : {area.top(), area.bottom()}) {
        picture.linesBelow.push_back(
            {QLineF(area.left(), y, area.right(), y), QPen(edge, 1.0, Qt::DashLine)});
    }
}

void CurveView::addTicksBelow(PlotPicture& picture) const {
    constexpr double length = 5.0;
    constexpr double apart = 3.0; // pixels; closer ones would be a bar that says no more
    double last = plot_.left() - apart;
    for (const double place : ticksBelow_) {
        const double x = pixelOf(unit(place, 1.0)).x();
        if (x < last + apart || x > plot_.right() + 0.5) {
            continue;
        }
        last = x;
        picture.linesBelow.push_back(
            {QLineF(x, plot_.bottom() - length, x, plot_.bottom()), QPen(theme_.mutedText, 1.0)});
    }
}

int CurveView::columnsOf(const CurveStyle& style) const {
    const int pixels = std::clamp(static_cast<int>(plot_.width()), 16, mostColumns);
    return style.columns > 0 ? std::min(style.columns, pixels) : pixels;
}

void CurveView::addCurve(PlotPicture& picture, const Curve& each) const {
    const std::vector<CurveData::Piece> pieces =
        each.data.pieces(shownX_, xAxis_.scale, columnsOf(each.style), each.style.keep);
    PlotPicture::Stroke stroke;
    stroke.pen = penOf(each.style);
    for (const CurveData::Piece& piece : pieces) {
        addMarkers(picture, each, piece);
        if (piece.size() == 1 && each.style.marker != Marker::None) {
            continue; // the marker is all that there is
        }
        if (!stroke.points.isEmpty()) {
            stroke.starts.push_back(stroke.points.size());
        }
        for (const CurveData::Point& point : piece) {
            stroke.points.push_back(unit(point.x, point.y * each.style.drawnScale));
        }
    }
    if (!stroke.points.isEmpty() && each.style.line != Qt::NoPen) {
        picture.strokes.push_back(std::move(stroke));
    }
}

void CurveView::addMarkers(PlotPicture& picture, const Curve& each, const CurveData::Piece& piece) const {
    std::vector<PlotPicture::Mark>& marks = each.style.markersBelow ? picture.marksBelow : picture.marks;
    for (const CurveData::Point& point : piece) {
        const bool floored = onFloor(point.y);
        if ((!floored && each.style.marker == Marker::None) || marks.size() >= mostMarks) {
            continue;
        }
        const QPointF pixel = pixelOf(unit(point.x, point.y * each.style.drawnScale));
        if (!plot_.adjusted(-1.0, -1.0, 1.0, 1.0).contains(pixel)) {
            continue;
        }
        QColor color = each.style.color;
        if (const auto index = each.data.nearest(point.x); index && *index < each.style.markerColors.size()) {
            color = each.style.markerColors[*index];
        }
        if (floored) {
            marks.push_back({pixel, Marker::Floor, theme_.card, color, 7.0});
        } else {
            marks.push_back({pixel, each.style.marker, each.style.markerHollow ? theme_.card : color, color,
                             each.style.markerSize});
        }
    }
}

void CurveView::addFocusRing(PlotPicture& picture) const {
    if (!keyboardFocus_) {
        return;
    }
    const QPen ring(theme_.accent, 1.5);
    const QRectF around = QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0);
    for (const QLineF& side :
         {QLineF(around.topLeft(), around.topRight()), QLineF(around.topRight(), around.bottomRight()),
          QLineF(around.bottomRight(), around.bottomLeft()), QLineF(around.bottomLeft(), around.topLeft())}) {
        picture.linesBelow.push_back({side, ring});
    }
}

} // namespace gradewise
