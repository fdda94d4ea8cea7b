#include "ui/running/frame_scheduler.h"

#include <QEvent>
#include <QWidget>

namespace gradewise {

FrameScheduler::FrameScheduler(QObject* parent) : QObject(parent) {
    turns_.setSingleShot(true);
    connect(&turns_, &QTimer::timeout, this, &FrameScheduler::turn);
}

void FrameScheduler::add(QWidget* widget, std::function<void()> draw) {
    views_.push_back({widget, std::move(draw), true});
    widget->installEventFilter(this);
}

void FrameScheduler::request() {
    for (View& view : views_)
        view.stale = true;
    wake();
}

void FrameScheduler::flush() {
    while (drawOne()) {
    }
}

bool FrameScheduler::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show)
        wake();
    return QObject::eventFilter(watched, event);
}

void FrameScheduler::wake() {
    if (turns_.isActive())
        return;
    clock_.start();
    turns_.start(0);
}

bool FrameScheduler::drawOne() {
    for (std::size_t tried = 0; tried < views_.size(); ++tried) {
        View& view = views_[next_];
        next_ = (next_ + 1) % views_.size();
        if (!view.stale || !view.widget->isVisible())
            continue;
        view.stale = false;
        view.draw();
        return true;
    }
    return false;
}

void FrameScheduler::turn() {
    // The turn that finds nothing left comes after the last view was painted.
    if (drawOne())
        turns_.start(0);
    else
        emit drawn(static_cast<double>(clock_.nsecsElapsed()) * 1e-6);
}

} // namespace gradewise
