// The one place where Qt Charts draws. A QChartView that cannot crash on a press beside its chart
// (QTBUG-118669: it never sees a mouse event), and whose curves live in the unit square: the chart's own
// axes never change, so no label is laid out again in a live frame, and no range is too small or too large
// for them (the logarithmic domains of Qt Charts compare bounds with an absolute tolerance of 1e-12).
#pragma once

#include "ui/charts/curveview_picture.h"

#include <QtCharts/QChartView>

#include <functional>

class QLineSeries;
class QValueAxis;

namespace gradewise {

class CurveCanvas : public QChartView {
    Q_OBJECT
public:
    explicit CurveCanvas(QWidget* parent);

    /// Called before anything is painted, so that a picture rendered without an event loop is whole.
    std::function<void()> beforePaint;

    void showPicture(PlotPicture picture);
    /// From here on curves are cut at the edges of the plot instead of being clipped.
    void setForPaper();
    const PlotPicture& picture() const { return picture_; }
    void showCrosshair(CrosshairPicture picture);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Underlay;
    class Overlay;
    class Crosshair;
    class Pieces;
    void addStroke(const QPen& pen);
    void showStroke(std::size_t index, const PlotPicture::Stroke& stroke);

    PlotPicture picture_;
    CrosshairPicture crosshair_;
    Underlay* underlay_; ///< owned by the scene, as are the next two
    Overlay* overlay_;
    Crosshair* crosshairItem_;
    QValueAxis* unitX_; ///< owned by the chart
    QValueAxis* unitY_;
    std::vector<QLineSeries*> lines_; ///< owned by the chart; reused from frame to frame
    std::vector<Pieces*> pieces_;     ///< the same curves in several pieces, one of both is on show
    std::vector<PlotPicture::Stroke> shown_;
    bool forPaper_ = false;
};

} // namespace gradewise
