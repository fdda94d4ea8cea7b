// Pointer and keys of a CurveView, and the crosshair with its readout.
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/curveview_canvas.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double reach = 3.0; // pixels beside the pointer in which a peak is found

} // namespace

const CurveView::Curve* CurveView::readableCurve() const {
    for (const std::unique_ptr<Curve>& each : curves_) {
        if (!each->style.name.isEmpty() && each->data.size() > 0) {
            return each.get();
        }
    }
    return nullptr;
}

std::vector<CurveView::Reading> CurveView::readings() const {
    std::vector<Reading> result;
    if (!cursor_ || !cursor_->position()) {
        return result;
    }
    for (const std::unique_ptr<Curve>& each : curves_) {
        const auto index = each->data.nearest(*cursor_->position());
        if (!index || each->style.name.isEmpty()) {
            continue;
        }
        const double y = each->data.y(*index);
        if (std::isfinite(y) || !each->style.inPlaces) {
            result.push_back(
                {each->style.name, each->style.color, each->data.x(*index), y, y * each->style.drawnScale});
        }
    }
    return result;
}

void CurveView::updateCrosshair() {
    if (!isVisible() || dirty_) {
        return; // refresh() calls again
    }
    CrosshairPicture picture;
    const std::vector<Reading> found = readings();
    if (!found.empty()) {
        const double x = pixelOf(unit(found.front().x, 1.0)).x();
        if (x >= plot_.left() - 0.5 && x <= plot_.right() + 0.5) {
            picture.visible = true;
            picture.line = QLineF(x, plot_.top(), x, plot_.bottom());
            picture.pen = QPen(theme_.mutedText, 1.0, Qt::DotLine);
            for (const Reading& reading : found) {
                const QPointF at = pixelOf(unit(reading.x, reading.drawnY));
                if (std::isfinite(reading.y) && plot_.adjusted(-1.0, -1.0, 1.0, 1.0).contains(at)) {
                    picture.marks.push_back({at, Marker::Circle, reading.color, theme_.card, 7.0});
                }
            }
            placeReadout(picture, found);
        }
    }
    readoutBox_ = picture.box;
    canvas_->showCrosshair(std::move(picture));
}

void CurveView::placeReadout(CrosshairPicture& picture, const std::vector<Reading>& found) const {
    const QFont small = smallFont();
    const double line = std::ceil(QFontMetricsF(small).height());
    const auto text = [&](const QString& words, const QColor& color) {
        return PlotPicture::Text{{}, Qt::AlignLeft | Qt::AlignTop, words, {}, color, small};
    };
    std::vector<PlotPicture::Text> rows;
    if (!strip_) {
        const QString name = xAxis_.title.isEmpty() ? QStringLiteral("x") : xAxis_.title;
        rows.push_back(
            text(QStringLiteral("%1 = %2").arg(name, readingNumber(found.front().x)), theme_.text));
    }
    for (const Reading& reading : found) {
        rows.push_back(text(reading.name + QStringLiteral("  ") + readingNumber(reading.y), reading.color));
    }
    // Never more than there is room for: the box neither leaves the plot nor is cut off.
    const auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor((height() - 6.0) / line)));
    if (rows.size() > fitting) {
        rows.resize(fitting);
    }
    double widest = 0.0;
    for (const PlotPicture::Text& row : rows) {
        widest = std::max(widest, sizeOf(row).width());
    }
    const QSizeF size(widest + 12.0, static_cast<double>(rows.size()) * line + 4.0);
    double left = picture.line.x1() + 10.0;
    if (left + size.width() > width() - 1.0) {
        left = picture.line.x1() - 10.0 - size.width();
    }
    left = std::clamp(left, 1.0, std::max(1.0, width() - 1.0 - size.width()));
    const double top = std::clamp(plot_.top() + 2.0, 1.0, std::max(1.0, height() - 1.0 - size.height()));
    picture.box = QRectF(QPointF(left, top), size);
    picture.boxFill = theme_.card;
    picture.boxEdge = theme_.cardBorder;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].anchor = {left + 6.0, top + 2.0 + static_cast<double>(i) * line};
    }
    picture.texts = std::move(rows);
}

/// Nearest sample of the first readable curve, or the highest of all peaks near by.
double CurveView::placeToRead(double position) const {
    const CurveData& first = readableCurve()->data;
    double place = first.x(*first.nearest(toValue(position, xAxis_.scale)));
    std::optional<double> highest;
    for (const std::unique_ptr<Curve>& each : curves_) {
        if (each->style.name.isEmpty() || each->style.keep != CurveData::Keep::Highest) {
            continue;
        }
        const double half = shownX_.span() * std::max(0.5 / columnsOf(each->style), reach / plot_.width());
        const auto found = each->data.highest(toValue(position - half, xAxis_.scale),
                                              toValue(position + half, xAxis_.scale));
        if (found && (!highest || each->data.y(*found) > *highest)) {
            highest = each->data.y(*found);
            place = each->data.x(*found);
        }
    }
    return place;
}

void CurveView::moveCursorTo(double pixelX) {
    if (!cursor_ || !readableCurve()) {
        return;
    }
    const double across = std::clamp((pixelX - plot_.left()) / plot_.width(), 0.0, 1.0);
    cursor_->moveTo(placeToRead(shownX_.low + across * shownX_.span()));
}

void CurveView::stepCursor(int samples) {
    const Curve* const curve_ = readableCurve();
    if (!cursor_ || !curve_) {
        return;
    }
    const double middle = toValue(shownX_.low + 0.5 * shownX_.span(), xAxis_.scale);
    const auto at = static_cast<std::ptrdiff_t>(*curve_->data.nearest(cursor_->position().value_or(middle)));
    const auto last = static_cast<std::ptrdiff_t>(curve_->data.size()) - 1;
    const std::ptrdiff_t next = cursor_->position() ? std::clamp<std::ptrdiff_t>(at + samples, 0, last) : at;
    cursor_->moveTo(curve_->data.x(static_cast<std::size_t>(next)));
}

void CurveView::setUserX(const Range& wanted) {
    const Range full = dataX().value_or(Range{0.0, 1.0});
    Range range = wanted;
    const double size = std::max(std::abs(full.low), std::abs(full.high));
    if (!(range.span() > std::max(1e-9 * full.span(), 1e-13 * size))) {
        return; // Closer than the numbers themselves.
    }
    if (range.span() >= full.span()) {
        userX_.reset();
        if (cursor_) {
            cursor_->showAll();
        }
        touch();
        return;
    }
    const double shift = std::max(0.0, full.low - range.low) - std::max(0.0, range.high - full.high);
    range.low += shift;
    range.high += shift;
    userX_ = range;
    if (cursor_) {
        cursor_->zoomTo(toValue(range.low, xAxis_.scale), toValue(range.high, xAxis_.scale));
    }
    touch();
}

void CurveView::adoptStretch() {
    if (const auto stretch = cursor_->stretch()) {
        userX_ = Range{toPosition(stretch->first, xAxis_.scale), toPosition(stretch->second, xAxis_.scale)};
    } else {
        userX_.reset();
    }
    touch();
}

void CurveView::zoom(const QPointF& around, double factor, bool horizontally, bool vertically) {
    refresh();
    const auto zoomed = [factor](const Range& range, double fraction) {
        const double fixed = range.low + fraction * range.span();
        return Range{fixed + (range.low - fixed) * factor, fixed + (range.high - fixed) * factor};
    };
    if (vertically && yAxis_.zoomable && followedY_) {
        const double fraction = std::clamp((plot_.bottom() - around.y()) / plot_.height(), 0.0, 1.0);
        const Range range = zoomed(shownY_, fraction);
        const double size = std::max(std::abs(followedY_->low), std::abs(followedY_->high));
        if (range.span() >= followedY_->span()) {
            userY_.reset();
        } else if (range.span() > 1e-12 * size) {
            userY_ = range;
        }
    }
    if (horizontally && xAxis_.zoomable) {
        setUserX(zoomed(shownX_, std::clamp((around.x() - plot_.left()) / plot_.width(), 0.0, 1.0)));
    }
    touch();
}

void CurveView::zoomToRectangle(const QRect& rectangle) {
    refresh();
    const QRectF area = QRectF(rectangle).intersected(plot_);
    if (area.width() < smallestDrag || (yAxis_.zoomable && area.height() < smallestDrag)) {
        return;
    }
    if (yAxis_.zoomable) {
        const double low = shownY_.low + (plot_.bottom() - area.bottom()) / plot_.height() * shownY_.span();
        const double high = shownY_.low + (plot_.bottom() - area.top()) / plot_.height() * shownY_.span();
        userY_ = Range{low, high};
    }
    if (xAxis_.zoomable) {
        setUserX({shownX_.low + (area.left() - plot_.left()) / plot_.width() * shownX_.span(),
                  shownX_.low + (area.right() - plot_.left()) / plot_.width() * shownX_.span()});
    }
    touch();
}

void CurveView::panBy(const QPointF& pixels) {
    refresh();
    if (xAxis_.zoomable && userX_) {
        const double shift = -pixels.x() / plot_.width() * shownX_.span();
        setUserX({shownX_.low + shift, shownX_.high + shift});
    }
    if (yAxis_.zoomable) {
        const double shift = pixels.y() / plot_.height() * shownY_.span();
        userY_ = Range{shownY_.low + shift, shownY_.high + shift};
    }
    touch();
}

void CurveView::mousePressEvent(QMouseEvent* event) {
    refresh();
    const bool pan = event->button() == Qt::MiddleButton ||
                     (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (!pan && event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    dragStart_ = event->position().toPoint();
    drag_ = pan ? Drag::Pan : Drag::Rectangle;
    if (pan) {
        setCursor(Qt::ClosedHandCursor);
    }
}

void CurveView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    switch (drag_) {
    case Drag::None:
        break;
    case Drag::Pan:
        panBy(QPointF(at - dragStart_));
        dragStart_ = at;
        return;
    case Drag::Rectangle:
        if ((at - dragStart_).manhattanLength() >= smallestDrag) {
            if (!rubberBand_) {
                rubberBand_ = new QRubberBand(QRubberBand::Rectangle, this);
            }
            QRect area = QRect(dragStart_, at).normalized();
            if (!yAxis_.zoomable) {
                area.setTop(static_cast<int>(plot_.top()));
                area.setBottom(static_cast<int>(plot_.bottom()));
            }
            rubberBand_->setGeometry(area.intersected(plot_.toRect()));
            rubberBand_->show();
        }
        break;
    }
    moveCursorTo(event->position().x());
}

void CurveView::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::Rectangle && rubberBand_ && rubberBand_->isVisible()) {
        rubberBand_->hide();
        zoomToRectangle(rubberBand_->geometry());
    }
    drag_ = Drag::None;
    unsetCursor();
    QWidget::mouseReleaseEvent(event);
}

void CurveView::mouseDoubleClickEvent(QMouseEvent* event) {
    drag_ = Drag::None;
    followData();
    event->accept();
}

void CurveView::leaveEvent(QEvent* event) {
    if (cursor_) {
        cursor_->leave();
    }
    QWidget::leaveEvent(event);
}

void CurveView::wheelEvent(QWheelEvent* event) {
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const double notches = event->angleDelta().y() / 120.0;
    if ((wheelNeedsControl_ && !control) || notches == 0.0) {
        event->ignore(); // A list of plots scrolls.
        return;
    }
    refresh();
    const QPointF at = event->position();
    const bool besideY = at.x() < plot_.left();
    const bool belowX = at.y() > plot_.bottom();
    zoom(at, std::pow(0.8, notches), !besideY, !belowX && !control);
    event->accept();
}

void CurveView::keyPressEvent(QKeyEvent* event) {
    const int step = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier) ? 10 : 1;
    QPointF centre = plot_.center();
    if (const std::vector<Reading> found = readings(); !found.empty()) {
        centre = pixelOf(unit(found.front().x, found.front().drawnY));
    }
    switch (event->key()) {
    case Qt::Key_Left:
        stepCursor(-step);
        return;
    case Qt::Key_Right:
        stepCursor(step);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(centre, 0.8, true, true);
        return;
    case Qt::Key_Minus:
        zoom(centre, 1.25, true, true);
        return;
    case Qt::Key_Home:
        followData();
        return;
    case Qt::Key_Escape:
        if (cursor_ && cursor_->position()) {
            cursor_->leave();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void CurveView::focusInEvent(QFocusEvent* event) {
    keyboardFocus_ = byKeyboard(*event);
    touch();
    QWidget::focusInEvent(event);
}

void CurveView::focusOutEvent(QFocusEvent* event) {
    keyboardFocus_ = false;
    touch();
    QWidget::focusOutEvent(event);
}

} // namespace gradewise
