#include "ui/plots/curveview_canvas.h"

#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <QtGui/QMouseEvent>

namespace gradewise {

class CurveCanvas::Underlay : public QGraphicsItem {
public:
    explicit Underlay(const PlotPicture& picture) : picture_(picture) { setZValue(-10.0); }
    void changed() {
        prepareGeometryChange();
        update();
    }
    QRectF boundingRect() const override { return {QPointF(), picture_.size}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        for (const PlotPicture::Fill& fill : picture_.fills) {
            painter->fillRect(fill.area, fill.color);
        }
        painter->setRenderHint(QPainter::Antialiasing, false);
        for (const PlotPicture::Line& line : picture_.linesBelow) {
            painter->setPen(line.pen);
            painter->drawLine(line.line);
        }
        painter->setRenderHint(QPainter::Antialiasing, true);
        for (const PlotPicture::Mark& mark : picture_.marksBelow) {
            draw(*painter, mark);
        }
        for (const PlotPicture::Text& text : picture_.texts) {
            draw(*painter, text);
        }
    }

private:
    const PlotPicture& picture_;
};

class CurveCanvas::Overlay : public QGraphicsItem {
public:
    explicit Overlay(const PlotPicture& picture) : picture_(picture) { setZValue(10.0); }
    void changed() {
        prepareGeometryChange();
        update();
    }
    QRectF boundingRect() const override { return {QPointF(), picture_.size}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        for (const PlotPicture::Mark& mark : picture_.marks) {
            draw(*painter, mark);
        }
        for (const PlotPicture::Text& text : picture_.textsAbove) {
            draw(*painter, text);
        }
    }

private:
    const PlotPicture& picture_;
};

class CurveCanvas::Crosshair : public QGraphicsItem {
public:
    explicit Crosshair(const CrosshairPicture& picture) : picture_(picture) { setZValue(20.0); }
    void aboutToChange() { prepareGeometryChange(); }
    QRectF boundingRect() const override {
        if (!picture_.visible) {
            return {};
        }
        // A narrow rectangle, so that moving the pointer repaints little.
        QRectF area(picture_.line.p1(), picture_.line.p2());
        area.adjust(-8.0, -8.0, 8.0, 8.0);
        return area.united(picture_.box.adjusted(-2.0, -2.0, 2.0, 2.0));
    }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        if (!picture_.visible) {
            return;
        }
        painter->setPen(picture_.pen);
        painter->drawLine(picture_.line);
        for (const PlotPicture::Mark& mark : picture_.marks) {
            draw(*painter, mark);
        }
        if (!picture_.box.isEmpty()) {
            painter->setPen(picture_.boxEdge);
            painter->setBrush(picture_.boxFill);
            painter->drawRoundedRect(picture_.box, 4.0, 4.0);
            for (const PlotPicture::Text& text : picture_.texts) {
                draw(*painter, text);
            }
        }
    }

private:
    const CrosshairPicture& picture_;
};

CurveCanvas::CurveCanvas(QWidget* parent)
    : QChartView(parent),
      underlay_(new Underlay(picture_)),
      overlay_(new Overlay(picture_)),
      crosshairItem_(new Crosshair(crosshair_)),
      unitX_(new QValueAxis),
      unitY_(new QValueAxis) {
    setFrameShape(QFrame::NoFrame);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    scene()->setItemIndexMethod(QGraphicsScene::NoIndex);

    QChart* const chart_ = chart();
    chart_->setAnimationOptions(QChart::NoAnimation);
    chart_->setBackgroundVisible(false);
    chart_->setDropShadowEnabled(false);
    chart_->legend()->hide();
    chart_->setMargins({});
    chart_->layout()->setContentsMargins(0.0, 0.0, 0.0, 0.0);
    for (QValueAxis* axis : {unitX_, unitY_}) {
        axis->setRange(0.0, 1.0);
        axis->setTickCount(2);
        axis->setVisible(false);
    }
    chart_->addAxis(unitX_, Qt::AlignBottom);
    chart_->addAxis(unitY_, Qt::AlignLeft);
    scene()->addItem(underlay_);
    scene()->addItem(overlay_);
    scene()->addItem(crosshairItem_);
}

void CurveCanvas::showPicture(PlotPicture picture) {
    picture_ = std::move(picture);
    setSceneRect(QRectF(QPointF(), picture_.size));
    chart()->resize(picture_.size);
    chart()->setPlotArea(picture_.plot);
    for (std::size_t i = 0; i < picture_.strokes.size(); ++i) {
        showStroke(i, picture_.strokes[i]);
    }
    for (std::size_t i = picture_.strokes.size(); i < lines_.size(); ++i) {
        lines_[i]->setVisible(false);
    }
    underlay_->changed();
    overlay_->changed();
}

void CurveCanvas::showStroke(std::size_t index, const PlotPicture::Stroke& stroke) {
    if (index == lines_.size()) {
        auto* const line = new QLineSeries;
        chart()->addSeries(line);
        line->attachAxis(unitX_);
        line->attachAxis(unitY_);
        lines_.push_back(line);
        shown_.emplace_back();
        line->setPen(stroke.pen);
    }
    QLineSeries* const line = lines_[index];
    PlotPicture::Stroke& shown = shown_[index];
    if (shown.pen != stroke.pen) {
        line->setPen(stroke.pen);
    }
    if (shown.points != stroke.points) {
        line->replace(stroke.points);
    }
    line->setVisible(true);
    shown = stroke;
}

void CurveCanvas::showCrosshair(CrosshairPicture picture) {
    crosshairItem_->aboutToChange();
    crosshair_ = std::move(picture);
    crosshairItem_->update();
}

void CurveCanvas::paintEvent(QPaintEvent* event) {
    if (beforePaint) {
        beforePaint();
    }
    QChartView::paintEvent(event);
}

void CurveCanvas::resizeEvent(QResizeEvent* event) {
    // Not QChartView's: it would force the chart's minimum size on the window.
    QGraphicsView::resizeEvent(event);
}

void CurveCanvas::mousePressEvent(QMouseEvent* event) {
    event->ignore();
}

void CurveCanvas::mouseMoveEvent(QMouseEvent* event) {
    event->ignore();
}

void CurveCanvas::mouseReleaseEvent(QMouseEvent* event) {
    event->ignore();
}

void CurveCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    event->ignore();
}

void CurveCanvas::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

void CurveCanvas::contextMenuEvent(QContextMenuEvent* event) {
    event->ignore();
}

void CurveCanvas::keyPressEvent(QKeyEvent* event) {
    event->ignore();
}

} // namespace gradewise
