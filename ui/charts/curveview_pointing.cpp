// What a CurveView does with pointer and keys.
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/curveview_canvas.h"
#include "ui/charts/plot_scene.h"

#include <QKeyEvent>

#include <algorithm>

namespace gradewise {

std::vector<CurveReading> CurveView::readings() const {
    return cursor_ && cursor_->position() ? readingsAt(content_, *cursor_->position())
                                          : std::vector<CurveReading>();
}

void CurveView::updateCrosshair() {
    if (!isVisible() || dirty_)
        return; // refresh() calls again
    const PlotLook now = look();
    CrosshairPicture picture = composeCrosshair({content_, bounds_, now, plot_}, readings());
    readoutBox_ = picture.box;
    canvas_->showCrosshair(std::move(picture));
}

void CurveView::pointAt(const QPointF& place) {
    if (!cursor_ || !content_.firstReadable())
        return;
    const double across = std::clamp((place.x() - plot_.left()) / plot_.width(), 0.0, 1.0);
    const PlotLook now = look();
    cursor_->moveTo(
        placeToRead({content_, bounds_, now, plot_}, bounds_.shownX.low + across * bounds_.shownX.span()));
}

void CurveView::stopPointing() {
    if (cursor_)
        cursor_->leave();
}

void CurveView::stepCursor(int samples) {
    const PlotCurve* const readable = content_.firstReadable();
    if (!cursor_ || !readable)
        return;
    const double middle = toValue(bounds_.shownX.low + 0.5 * bounds_.shownX.span(), content_.xAxis.scale);
    const auto at =
        static_cast<std::ptrdiff_t>(*readable->data.nearest(cursor_->position().value_or(middle)));
    const auto last = static_cast<std::ptrdiff_t>(readable->data.size()) - 1;
    const std::ptrdiff_t next = cursor_->position() ? std::clamp<std::ptrdiff_t>(at + samples, 0, last) : at;
    cursor_->moveTo(readable->data.x(static_cast<std::size_t>(next)));
}

/// A stretch of x, for all panels that share the cursor.
void CurveView::showX(const Range& positions) {
    if (!bounds_.showX(positions, content_))
        return;
    if (cursor_ && bounds_.userX) {
        const Range values = valuesOf(*bounds_.userX, content_.xAxis.scale);
        cursor_->zoomTo(values.low, values.high);
    } else if (cursor_) {
        cursor_->showAll();
    }
    touch();
}

void CurveView::adoptStretch() {
    const Scale scale = content_.xAxis.scale;
    if (const auto stretch = cursor_->stretch())
        bounds_.userX = Range{toPosition(stretch->first, scale), toPosition(stretch->second, scale)};
    else
        bounds_.userX.reset();
    touch();
}

void CurveView::zoomAround(const QPointF& place, double factor, Qt::Orientations orientations) {
    refresh();
    if (orientations.testFlag(Qt::Vertical) && content_.yAxis.zoomable)
        bounds_.zoomY(factor, std::clamp((plot_.bottom() - place.y()) / plot_.height(), 0.0, 1.0));
    if (orientations.testFlag(Qt::Horizontal) && content_.xAxis.zoomable) {
        const double share = std::clamp((place.x() - plot_.left()) / plot_.width(), 0.0, 1.0);
        showX(zoomed(bounds_.shownX, factor, share));
    }
    touch();
}

void CurveView::zoomToBox(const QRectF& box) {
    refresh();
    const auto within = [](const Range& range, double low, double high) {
        return Range{range.low + low * range.span(), range.low + high * range.span()};
    };
    if (content_.yAxis.zoomable) {
        bounds_.userY = within(bounds_.shownY, (plot_.bottom() - box.bottom()) / plot_.height(),
                               (plot_.bottom() - box.top()) / plot_.height());
    }
    if (content_.xAxis.zoomable) {
        showX(within(bounds_.shownX, (box.left() - plot_.left()) / plot_.width(),
                     (box.right() - plot_.left()) / plot_.width()));
    }
    touch();
}

void CurveView::moveBy(const QPointF& pixels) {
    refresh();
    const auto shifted = [](const Range& range, double by) { return Range{range.low + by, range.high + by}; };
    if (content_.xAxis.zoomable && bounds_.userX)
        showX(shifted(bounds_.shownX, -pixels.x() / plot_.width() * bounds_.shownX.span()));
    if (content_.yAxis.zoomable)
        bounds_.userY = shifted(bounds_.shownY, pixels.y() / plot_.height() * bounds_.shownY.span());
    touch();
}

void CurveView::keyPressEvent(QKeyEvent* event) {
    constexpr Qt::Orientations both = Qt::Horizontal | Qt::Vertical;
    if (const auto step = arrowStep(*event); step && step->y() == 0) {
        stepCursor(step->x());
        return;
    }
    QPointF centre = plot_.center();
    if (const std::vector<CurveReading> found = readings(); !found.empty())
        centre = toPixel(found.front().x, found.front().drawnY);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomAround(centre, 0.8, both);
        return;
    case Qt::Key_Minus:
        zoomAround(centre, 1.25, both);
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

} // namespace gradewise
