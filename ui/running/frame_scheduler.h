// Draws what is stale, one view an event-loop turn, so that no single turn keeps mouse and keys waiting.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

class QWidget;

namespace gradewise {

class FrameScheduler : public QObject {
    Q_OBJECT
public:
    explicit FrameScheduler(QObject* parent = nullptr);

    /// `draw` is called when the view is stale and `widget` is visible; a hidden one catches up when shown.
    void add(QWidget* widget, std::function<void()> draw);
    /// Every view is stale. During a frame: those already drawn are drawn once more.
    void request();
    /// Draws all stale visible views at once.
    void flush();

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// A frame is complete: wall time since it was requested, painting included.
    void drawn(double milliseconds);

private:
    struct View {
        QWidget* widget;
        std::function<void()> draw;
        bool stale = false;
    };
    bool drawOne();
    void turn();
    void wake();

    std::vector<View> views_;
    std::size_t next_ = 0; ///< round robin, so that a slow first view cannot starve the last
    QTimer turns_;
    QElapsedTimer clock_;
};

} // namespace gradewise
