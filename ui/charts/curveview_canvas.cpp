#include "ui/charts/curveview_canvas.h"

#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QPainter>
#include <QPolygonF>
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
        for (const PlotPicture::Fill& fill : picture_.fills)
            painter->fillRect(fill.area, fill.color);
        painter->setRenderHint(QPainter::Antialiasing, false);
        for (const PlotPicture::Line& line : picture_.linesBelow) {
            painter->setPen(line.pen);
            painter->drawLine(line.line);
        }
        painter->setRenderHint(QPainter::Antialiasing, true);
        for (const PlotPicture::Mark& mark : picture_.marksBelow)
            draw(*painter, mark);
        for (const PlotPicture::Text& text : picture_.texts)
            draw(*painter, text);
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
        for (const PlotPicture::Mark& mark : picture_.marks)
            draw(*painter, mark);
        for (const PlotPicture::Text& text : picture_.textsAbove)
            draw(*painter, text);
    }

private:
    const PlotPicture& picture_;
};

class CurveCanvas::Crosshair : public QGraphicsItem {
public:
    explicit Crosshair(const CrosshairPicture& picture) : picture_(picture) { setZValue(20.0); }
    void aboutToChange() { prepareGeometryChange(); }
    QRectF boundingRect() const override {
        if (!picture_.visible)
            return {};
        // A narrow rectangle, so that moving the pointer repaints little.
        QRectF area(picture_.line.p1(), picture_.line.p2());
        area.adjust(-8.0, -8.0, 8.0, 8.0);
        return area.united(picture_.box.adjusted(-2.0, -2.0, 2.0, 2.0));
    }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        if (!picture_.visible)
            return;
        painter->setPen(picture_.pen);
        painter->drawLine(picture_.line);
        for (const PlotPicture::Mark& mark : picture_.marks)
            draw(*painter, mark);
        if (!picture_.box.isEmpty()) {
            painter->setPen(picture_.boxEdge);
            painter->setBrush(picture_.boxFill);
            painter->drawRoundedRect(picture_.box, 4.0, 4.0);
            for (const PlotPicture::Text& text : picture_.texts)
                draw(*painter, text);
        }
    }

private:
    const CrosshairPicture& picture_;
};

/// A curve that is broken, or cut at the edges of the plot: what a line series cannot be.
class CurveCanvas::Pieces : public QGraphicsItem {
public:
    using QGraphicsItem::QGraphicsItem;
    void show(const PlotPicture::Stroke& stroke, const QRectF& plot) {
        prepareGeometryChange();
        plot_ = plot;
        pen_ = stroke.pen;
        pen_.setCapStyle(Qt::FlatCap);
        pieces_ = piecesWithin(stroke, plot);
        setVisible(true);
        update();
    }
    QRectF boundingRect() const override { return plot_.adjusted(-4.0, -4.0, 4.0, 4.0); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        painter->setPen(pen_);
        for (const QPolygonF& piece : pieces_)
            painter->drawPolyline(piece);
    }

private:
    std::vector<QPolygonF> pieces_;
    QPen pen_;
    QRectF plot_;
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
    for (std::size_t i = 0; i < picture_.strokes.size(); ++i)
        showStroke(i, picture_.strokes[i]);
    for (std::size_t i = picture_.strokes.size(); i < lines_.size(); ++i) {
        lines_[i]->setVisible(false);
        pieces_[i]->setVisible(false);
    }
    underlay_->changed();
    overlay_->changed();
}

void CurveCanvas::setForPaper() {
    forPaper_ = true;
    // Words of the chart that nobody sees still leave rectangles of their size in a PDF file.
    chart()->setTitleFont(font());
    chart()->legend()->setFont(font());
    for (QValueAxis* axis : {unitX_, unitY_}) {
        axis->setLabelsFont(font());
        axis->setTitleFont(font());
    }
}

/// One more place in the stack of curves.
void CurveCanvas::addStroke(const QPen& pen) {
    auto* const line = new QLineSeries;
    const QList<QGraphicsItem*> before = chart()->childItems();
    chart()->addSeries(line);
    line->attachAxis(unitX_);
    line->attachAxis(unitY_);
    line->setPen(pen);
    lines_.push_back(line);
    auto* const pieces = new Pieces(chart());
    for (const QGraphicsItem* item : chart()->childItems())
        if (item != pieces && !before.contains(item))
            pieces->setZValue(item->zValue()); // so that the order in which they came decides
    pieces_.push_back(pieces);
    shown_.emplace_back();
}

void CurveCanvas::showStroke(std::size_t index, const PlotPicture::Stroke& stroke) {
    if (index == lines_.size())
        addStroke(stroke.pen);
    QLineSeries* const line = lines_[index];
    if (forPaper_ || !stroke.starts.empty()) {
        line->setVisible(false);
        pieces_[index]->show(stroke, picture_.plot);
        return;
    }
    pieces_[index]->setVisible(false);
    PlotPicture::Stroke& shown = shown_[index];
    if (shown.pen != stroke.pen)
        line->setPen(stroke.pen);
    if (shown.points != stroke.points)
        line->replace(stroke.points);
    line->setVisible(true);
    shown = stroke;
}

void CurveCanvas::showCrosshair(CrosshairPicture picture) {
    crosshairItem_->aboutToChange();
    crosshair_ = std::move(picture);
    crosshairItem_->update();
}

void CurveCanvas::paintEvent(QPaintEvent* event) {
    if (beforePaint)
        beforePaint();
    QChartView::paintEvent(event);
}

void CurveCanvas::resizeEvent(QResizeEvent* event) {
    // Not QChartView's: it would force the chart's minimum size on the window.
    QGraphicsView::resizeEvent(event); // NOLINT(bugprone-parent-virtual-call)
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
