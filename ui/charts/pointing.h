// How plots are pointed at, zoomed and moved with the mouse, stepped through with the arrow keys, and how it
// is seen that the keyboard is in one: the same for curves, waterfall, maps and the map of a sweep.
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QRectF>

#include <functional>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;
class QWidget;

namespace gradewise {

/// What a plot does when it is pointed at. Places are pixels of its widget.
class PointedPlot {
public:
    virtual ~PointedPlot() = default;
    /// Whether it can be zoomed at all now.
    virtual bool isZoomable() const { return true; }
    /// Where the curves are.
    virtual QRectF zoomArea() = 0;
    /// Whether a box that is drawn chooses a stretch of y, too; else it is as high as the plot.
    virtual bool zoomsVertically() const { return false; }
    virtual void moveBy(const QPointF& pixels) = 0;
    virtual void zoomToBox(const QRectF& box) = 0;
    /// Stretches what is shown, keeping what is at that place: factors below 1 show less.
    virtual void zoomAround(const QPointF& place, double factor, Qt::Orientations orientations) = 0;
    virtual void showEverything() = 0;
    virtual void pointAt(const QPointF& place) = 0;
    virtual void stopPointing() = 0;
};

/// Lets people zoom with the wheel or by drawing a box, move with the middle button or Shift, and see
/// everything again by a double click. Watches the events of a widget. To be a member of the widget's class:
/// it must be gone before the base class is destroyed, which still sends events.
class PlotPointer : public QObject {
    Q_OBJECT
public:
    PlotPointer(QWidget* widget, PointedPlot& plot);

    /// In a list that scrolls, the wheel zooms with Control only.
    void setWheelNeedsControl(bool needed) { wheelNeedsControl_ = needed; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { None, Box, Move };

    bool press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release();
    bool wheel(QWheelEvent& event);
    void stretchBox(const QPoint& to);

    QWidget* widget_;
    PointedPlot& plot_;
    bool wheelNeedsControl_ = false;
    Drag drag_ = Drag::None;
    QPoint dragStart_;
    QRubberBand* box_ = nullptr; ///< a child of the widget
};

/// Whether the keyboard is in a widget and brought the focus there, which then has to be seen. Watches the
/// events of the widget and has it painted again (of a scroll area, its viewport). To be a member of the
/// widget's class, as above.
class KeyboardFocus : public QObject {
    Q_OBJECT
public:
    explicit KeyboardFocus(QWidget* widget);

    bool isShown() const { return shown_; }
    void show(bool shown);
    /// Called when that changes, in place of painting the widget.
    std::function<void()> changed;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* widget_;
    bool shown_ = false;
};

/// Where an arrow key leads: one step, with Shift or Control ten; nothing for other keys. y counts downwards.
std::optional<QPoint> arrowStep(const QKeyEvent& event);

} // namespace gradewise
