// How the waterfall is pointed at, zoomed and read with mouse, wheel and keys.
#include "ui/charts/cursor.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/waterfall.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {} // namespace

void Waterfall::pointAt(const QPointF& at) {
    if (!cursor_ || x_.empty() || stamps_.empty())
        return;
    const QRectF plot = plotRect();
    const double down = std::clamp((at.y() - plot.top()) / plot.height(), 0.0, 1.0);
    const auto grade = static_cast<std::size_t>(down * static_cast<double>(capacity_));
    pointed_ = std::min(grade, stamps_.size() - 1);
    const Range range = shown();
    const double across = std::clamp((at.x() - plot.left()) / plot.width(), 0.0, 1.0);
    cursor_->moveTo(x_[nearest(range.low + across * range.span())]);
    update();
}

/// A stretch of x for all panels; everything when it is as long as everything.
void Waterfall::show(Range wanted) {
    const Range all = full();
    if (!cursor_ || !(wanted.span() > 1e-9 * all.span()))
        return;
    if (wanted.span() >= all.span()) {
        cursor_->showAll();
        return;
    }
    const double shift = std::max(0.0, all.low - wanted.low) - std::max(0.0, wanted.high - all.high);
    cursor_->zoomTo(wanted.low + shift, wanted.high + shift);
}

void Waterfall::mousePressEvent(QMouseEvent* event) {
    const bool left = event->button() == Qt::LeftButton;
    pans_ = event->button() == Qt::MiddleButton || (left && event->modifiers().testFlag(Qt::ShiftModifier));
    if (!cursor_ || (!left && !pans_)) {
        QWidget::mousePressEvent(event);
        return;
    }
    dragStart_ = event->position().toPoint();
    if (pans_)
        setCursor(Qt::ClosedHandCursor);
}

void Waterfall::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QRectF plot = plotRect();
    if (dragStart_ && pans_) {
        const Range range = shown();
        const double shift = (dragStart_->x() - at.x()) / plot.width() * range.span();
        dragStart_ = at;
        if (cursor_->stretch())
            show({range.low + shift, range.high + shift});
        return;
    }
    if (dragStart_ && std::abs(at.x() - dragStart_->x()) >= smallestDrag) {
        if (!rubberBand_)
            rubberBand_ = new QRubberBand(QRubberBand::Rectangle, this);
        QRect area = QRect(*dragStart_, at).normalized();
        area.setTop(static_cast<int>(plot.top()));
        area.setBottom(static_cast<int>(plot.bottom()));
        rubberBand_->setGeometry(area.intersected(plot.toRect()));
        rubberBand_->show();
    }
    pointAt(event->position());
}

void Waterfall::mouseReleaseEvent(QMouseEvent* event) {
    const QRectF plot = plotRect();
    if (rubberBand_ && rubberBand_->isVisible()) {
        rubberBand_->hide();
        const QRectF area = rubberBand_->geometry();
        const Range range = shown();
        if (area.width() >= smallestDrag)
            show({range.low + (area.left() - plot.left()) / plot.width() * range.span(),
                  range.low + (area.right() - plot.left()) / plot.width() * range.span()});
    }
    dragStart_.reset();
    pans_ = false;
    unsetCursor();
    QWidget::mouseReleaseEvent(event);
}

void Waterfall::mouseDoubleClickEvent(QMouseEvent* event) {
    dragStart_.reset();
    if (cursor_)
        cursor_->showAll();
    event->accept();
}

void Waterfall::leaveEvent(QEvent* event) {
    pointed_.reset();
    if (cursor_)
        cursor_->leave();
    update();
    QWidget::leaveEvent(event);
}

void Waterfall::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / 120.0;
    if (!cursor_ || notches == 0.0) {
        event->ignore();
        return;
    }
    const QRectF plot = plotRect();
    const Range range = shown();
    const double share = std::clamp((event->position().x() - plot.left()) / plot.width(), 0.0, 1.0);
    const double fixed = range.low + share * range.span();
    const double factor = std::pow(0.8, notches);
    show({fixed + (range.low - fixed) * factor, fixed + (range.high - fixed) * factor});
    event->accept();
}

void Waterfall::keyPressEvent(QKeyEvent* event) {
    if (!cursor_ || x_.empty() || stamps_.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool far = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    const std::ptrdiff_t step = far ? 10 : 1;
    const auto move = [&](std::ptrdiff_t samples, std::ptrdiff_t grades) {
        const auto last = [](std::size_t size) { return static_cast<std::ptrdiff_t>(size) - 1; };
        const Range range = shown();
        const bool begins = !cursor_->position() || !pointed_;
        const auto at = static_cast<std::ptrdiff_t>(
            nearest(cursor_->position().value_or(0.5 * (range.low + range.high))));
        const auto grade = static_cast<std::ptrdiff_t>(pointed_.value_or(stamps_.size() - 1));
        // The first key only shows where one is.
        const std::ptrdiff_t sample =
            std::clamp<std::ptrdiff_t>(at + (begins ? 0 : samples), 0, last(x_.size()));
        pointed_ = static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(grade + (begins ? 0 : grades), 0, last(stamps_.size())));
        cursor_->moveTo(x_[static_cast<std::size_t>(sample)]);
        if (const auto found = reading())
            setAccessibleDescription(tr("grade %1, x = %2, |r| = %3")
                                         .arg(found->grade)
                                         .arg(readingNumber(found->x), readingNumber(found->magnitude)));
        update();
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return move(-step, 0);
    case Qt::Key_Right:
        return move(step, 0);
    case Qt::Key_Up:
        return move(0, -step);
    case Qt::Key_Down:
        return move(0, step);
    case Qt::Key_Home:
        return cursor_->showAll();
    case Qt::Key_Escape:
        if (cursor_->position()) {
            pointed_.reset();
            cursor_->leave();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void Waterfall::focusInEvent(QFocusEvent* event) {
    keyboard_ = byKeyboard(*event);
    update();
    QWidget::focusInEvent(event);
}

void Waterfall::focusOutEvent(QFocusEvent* event) {
    keyboard_ = false;
    update();
    QWidget::focusOutEvent(event);
}

} // namespace gradewise
