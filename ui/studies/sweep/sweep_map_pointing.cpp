// How a cell of the map is read and its rate chosen with mouse and keys.
#include "ui/charts/cursor.h"
#include "ui/charts/picture_parts.h"
#include "ui/studies/sweep/sweep_map.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace gradewise {

void SweepMap::pointAt(std::size_t rate, std::size_t grade) {
    grade_ = grade;
    setAccessibleDescription(readingOf(content_, rate, grade).join(QStringLiteral("; ")));
    cursor_->moveTo(content_.rates[rate]);
    update();
}

void SweepMap::mouseMoveEvent(QMouseEvent* event) {
    if (!cursor_ || content_.rates.empty() || content_.grades == 0)
        return;
    const QRectF plot = plotRect();
    const auto within = [](double share, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp(share * static_cast<double>(count), 0.0, static_cast<double>(count - 1)));
    };
    pointAt(within((event->position().x() - plot.left()) / plot.width(), content_.rates.size()),
            within((event->position().y() - plot.top()) / plot.height(), content_.grades));
}

void SweepMap::mousePressEvent(QMouseEvent* event) {
    mouseMoveEvent(event);
    if (const auto found = reading(); found && event->button() == Qt::LeftButton)
        emit rateChosen(found->first);
}

void SweepMap::leaveEvent(QEvent* event) {
    grade_.reset();
    if (cursor_)
        cursor_->leave();
    update();
    QWidget::leaveEvent(event);
}

void SweepMap::keyPressEvent(QKeyEvent* event) {
    if (!cursor_ || content_.rates.empty() || content_.grades == 0)
        return QWidget::keyPressEvent(event);
    const auto now = reading();
    const auto move = [&](std::ptrdiff_t across, std::ptrdiff_t down) {
        // The first key only shows where one is.
        const auto from = now.value_or(std::pair(chosen_.value_or(0), content_.grades - 1));
        const auto stepped = [&](std::size_t at, std::ptrdiff_t step, std::size_t count) {
            return static_cast<std::size_t>(
                std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(at) + (now ? step : 0), 0,
                                           static_cast<std::ptrdiff_t>(count) - 1));
        };
        pointAt(stepped(from.first, across, content_.rates.size()),
                stepped(from.second, down, content_.grades));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return move(-1, 0);
    case Qt::Key_Right:
        return move(1, 0);
    case Qt::Key_Up:
        return move(0, -1);
    case Qt::Key_Down:
        return move(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (now)
            return emit rateChosen(now->first);
        break;
    case Qt::Key_Escape:
        if (now) {
            grade_.reset();
            return cursor_->leave();
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace gradewise
