// How the waterfall is pointed at, zoomed and read with mouse, wheel and keys.
#include "ui/charts/cursor.h"
#include "ui/charts/maps/waterfall.h"
#include "ui/charts/number_format.h"
#include "ui/charts/plot_bounds.h"

#include <QKeyEvent>

#include <algorithm>

namespace gradewise {

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

void Waterfall::moveBy(const QPointF& pixels) {
    if (!cursor_->stretch())
        return;
    const Range range = shown();
    const double shift = -pixels.x() / plotRect().width() * range.span();
    show({range.low + shift, range.high + shift});
}

void Waterfall::zoomToBox(const QRectF& box) {
    const QRectF plot = plotRect();
    const Range range = shown();
    show({range.low + (box.left() - plot.left()) / plot.width() * range.span(),
          range.low + (box.right() - plot.left()) / plot.width() * range.span()});
}

void Waterfall::zoomAround(const QPointF& place, double factor, Qt::Orientations) {
    const QRectF plot = plotRect();
    show(zoomed(shown(), factor, std::clamp((place.x() - plot.left()) / plot.width(), 0.0, 1.0)));
}

void Waterfall::showEverything() {
    if (cursor_)
        cursor_->showAll();
}

void Waterfall::stopPointing() {
    pointed_.reset();
    if (cursor_)
        cursor_->leave();
    update();
}

/// The first key only shows where one is.
void Waterfall::step(const QPoint& samplesAndGrades) {
    const auto moved = [](std::size_t from, int by, std::size_t size) {
        const auto last = static_cast<std::ptrdiff_t>(size) - 1;
        return static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(from) + by, 0, last));
    };
    const Range range = shown();
    const bool begins = !cursor_->position() || !pointed_;
    const QPoint by = begins ? QPoint() : samplesAndGrades;
    const std::size_t at = nearest(cursor_->position().value_or(0.5 * (range.low + range.high)));
    pointed_ = moved(pointed_.value_or(stamps_.size() - 1), by.y(), stamps_.size());
    cursor_->moveTo(x_[moved(at, by.x(), x_.size())]);
    if (const auto found = reading())
        setAccessibleDescription(tr("grade %1, x = %2, |r| = %3")
                                     .arg(found->grade)
                                     .arg(readingNumber(found->x), readingNumber(found->magnitude)));
    update();
}

void Waterfall::keyPressEvent(QKeyEvent* event) {
    if (!cursor_ || x_.empty() || stamps_.empty())
        return QWidget::keyPressEvent(event);
    if (const auto by = arrowStep(*event))
        return step(*by);
    if (event->key() == Qt::Key_Home)
        return cursor_->showAll();
    if (event->key() == Qt::Key_Escape && cursor_->position())
        return stopPointing();
    QWidget::keyPressEvent(event);
}

} // namespace gradewise
