#include "ui/charts/pointing.h"

#include <QAbstractScrollArea>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <cmath>

namespace gradewise {

namespace {

constexpr int smallestDrag = 6; ///< pixels; a shorter drag is a click

} // namespace

PlotPointer::PlotPointer(QWidget* widget, PointedPlot& plot) : widget_(widget), plot_(plot) {
    widget->installEventFilter(this);
}

bool PlotPointer::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return press(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release();
        break;
    case QEvent::MouseButtonDblClick:
        drag_ = Drag::None;
        plot_.showEverything();
        return true;
    case QEvent::Leave:
        plot_.stopPointing();
        break;
    case QEvent::Wheel:
        return wheel(*static_cast<QWheelEvent*>(event));
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool PlotPointer::press(const QMouseEvent& event) {
    const bool left = event.button() == Qt::LeftButton;
    const bool moves = event.button() == Qt::MiddleButton || (left && event.modifiers() & Qt::ShiftModifier);
    if (!plot_.isZoomable() || (!left && !moves))
        return false;
    dragStart_ = event.position().toPoint();
    drag_ = moves ? Drag::Move : Drag::Box;
    if (moves)
        widget_->setCursor(Qt::ClosedHandCursor);
    return true;
}

void PlotPointer::move(const QMouseEvent& event) {
    const QPoint at = event.position().toPoint();
    if (drag_ == Drag::Move) {
        plot_.moveBy(QPointF(at - dragStart_));
        dragStart_ = at;
        return;
    }
    if (drag_ == Drag::Box)
        stretchBox(at);
    plot_.pointAt(event.position());
}

void PlotPointer::stretchBox(const QPoint& to) {
    const QPoint dragged = to - dragStart_;
    const int length = plot_.zoomsVertically() ? dragged.manhattanLength() : std::abs(dragged.x());
    if (length < smallestDrag)
        return;
    if (!box_)
        box_ = new QRubberBand(QRubberBand::Rectangle, widget_);
    const QRectF plot = plot_.zoomArea();
    QRect area = QRect(dragStart_, to).normalized();
    if (!plot_.zoomsVertically()) {
        area.setTop(static_cast<int>(plot.top()));
        area.setBottom(static_cast<int>(plot.bottom()));
    }
    box_->setGeometry(area.intersected(plot.toRect()));
    box_->show();
}

void PlotPointer::release() {
    if (drag_ == Drag::Box && box_ && box_->isVisible()) {
        box_->hide();
        const QRectF area = QRectF(box_->geometry()).intersected(plot_.zoomArea());
        if (area.width() >= smallestDrag && (!plot_.zoomsVertically() || area.height() >= smallestDrag))
            plot_.zoomToBox(area);
    }
    drag_ = Drag::None;
    widget_->unsetCursor();
}

bool PlotPointer::wheel(QWheelEvent& event) {
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    const double notches = event.angleDelta().y() / 120.0;
    if (!plot_.isZoomable() || (wheelNeedsControl_ && !control) || notches == 0.0) {
        event.ignore(); // a list of plots scrolls
        return true;
    }
    const QRectF plot = plot_.zoomArea();
    Qt::Orientations orientations;
    orientations.setFlag(Qt::Horizontal, event.position().x() >= plot.left());
    orientations.setFlag(Qt::Vertical, event.position().y() <= plot.bottom() && !control);
    plot_.zoomAround(event.position(), std::pow(0.8, notches), orientations);
    event.accept();
    return true;
}

KeyboardFocus::KeyboardFocus(QWidget* widget) : widget_(widget) {
    widget->installEventFilter(this);
}

void KeyboardFocus::show(bool shown) {
    shown_ = shown;
    if (changed)
        changed();
    else if (auto* const area = qobject_cast<QAbstractScrollArea*>(widget_))
        area->viewport()->update();
    else
        widget_->update();
}

bool KeyboardFocus::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        show(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason);
    } else if (event->type() == QEvent::FocusOut) {
        show(false);
    }
    return QObject::eventFilter(watched, event);
}

std::optional<QPoint> arrowStep(const QKeyEvent& event) {
    const int step = event.modifiers() & (Qt::ShiftModifier | Qt::ControlModifier) ? 10 : 1;
    switch (event.key()) {
    case Qt::Key_Left:
        return QPoint(-step, 0);
    case Qt::Key_Right:
        return QPoint(step, 0);
    case Qt::Key_Up:
        return QPoint(0, -step);
    case Qt::Key_Down:
        return QPoint(0, step);
    default:
        return std::nullopt;
    }
}

} // namespace gradewise
