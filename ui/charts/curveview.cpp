#include "ui/charts/curveview.h"

#include "ui/charts/cursor.h"
#include "ui/charts/curveview_canvas.h"
#include "ui/charts/plot_composer.h"
#include "ui/charts/plot_scene.h"

#include <QEvent>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace gradewise {

CurveView::CurveView(Cursor* cursor, const Theme& theme, QWidget* parent)
    : QWidget(parent), cursor_(cursor), theme_(theme), canvas_(new CurveCanvas(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    canvas_->beforePaint = [this] { refresh(); };
    focus_.changed = [this] { touch(); };
    if (cursor) {
        connect(cursor, &Cursor::moved, this, &CurveView::updateCrosshair);
        connect(cursor, &Cursor::zoomed, this, &CurveView::adoptStretch);
        adoptStretch();
    }
}

CurveView::~CurveView() = default;

void CurveView::setAxes(const AxisSetup& x, const AxisSetup& y) {
    const bool otherScale = y.scale != content_.yAxis.scale;
    if (otherScale || y.symmetric != content_.yAxis.symmetric)
        bounds_.followedY.reset();
    content_.xAxis = x;
    content_.yAxis = y;
    if (otherScale)
        for (PlotCurve& each : content_.curves)
            each.data = each.data.withScale(y.scale);
    touch();
}

void CurveView::setCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                         const CurveStyle& style) {
    PlotCurve& each = content_.curve(id);
    if (std::exchange(startsAfresh_, false))
        bounds_.followedY.reset();
    each.data = CurveData(content_.yAxis.scale);
    each.data.append(x, y);
    each.data.breakAfter(style.brokenAfter);
    each.style = style;
    touch();
}

void CurveView::appendToCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                              const CurveStyle& style) {
    PlotCurve& each = content_.curve(id);
    each.data.append(x, y);
    each.style = style;
    touch();
}

void CurveView::removeCurve(const QString& id) {
    std::erase_if(content_.curves, [&](const PlotCurve& each) { return each.id == id; });
    touch();
}

void CurveView::removeAllCurves() {
    content_.curves.clear();
    touch();
}

std::size_t CurveView::samples(const QString& id) const {
    const PlotCurve* const found = content_.find(id);
    return found ? found->data.size() : 0;
}

void CurveView::setBands(std::vector<Band> bands) {
    content_.bands = std::move(bands);
    touch();
}

void CurveView::setBandAcross(const std::optional<Range>& values, const QColor& color) {
    content_.bandAcross = values;
    content_.bandAcrossColor = color;
    touch();
}

void CurveView::setHint(const QString& hint) {
    if (content_.hint != hint) {
        content_.hint = hint;
        touch();
    }
}

void CurveView::setTheme(const Theme& theme) {
    theme_ = theme;
    touch();
}

void CurveView::setStrip(bool strip) {
    strip_ = strip;
    touch();
}

void CurveView::setForPaper() {
    canvas_->setForPaper();
    touch();
}

void CurveView::startAfresh() {
    bounds_.followedY.reset();
    startsAfresh_ = true; // the old curve may be drawn once more before the new one arrives
}

void CurveView::followData() {
    bounds_.userX.reset();
    bounds_.userY.reset();
    startAfresh();
    if (cursor_)
        cursor_->showAll();
    touch();
}

/// Work is put off to the event loop, so that several changes cost one picture, and for plots that cannot
/// be seen to the moment they are painted.
void CurveView::touch() {
    dirty_ = true;
    canvas_->viewport()->update();
    if (refreshPosted_ || !isVisible())
        return;
    refreshPosted_ = true;
    QTimer::singleShot(0, this, [this] {
        refreshPosted_ = false;
        if (!visibleRegion().isEmpty())
            refresh();
    });
}

void CurveView::refresh() {
    if (!dirty_ || width() <= 0 || height() <= 0)
        return;
    dirty_ = false;
    const Range beforeX = bounds_.shownX;
    const Range beforeY = bounds_.shownY;
    bounds_.follow(content_);
    canvas_->showPicture(composePlot(content_, bounds_, look()));
    plot_ = canvas_->picture().plot;
    updateCrosshair();
    if (beforeX != bounds_.shownX || beforeY != bounds_.shownY)
        emit boundsChanged();
}

PlotLook CurveView::look() const {
    return {theme_, font(), size(), strip_, focus_.isShown()};
}

Range CurveView::xBounds() {
    refresh();
    return valuesOf(bounds_.shownX, content_.xAxis.scale);
}

Range CurveView::yBounds() {
    refresh();
    return valuesOf(bounds_.shownY, content_.yAxis.scale);
}

QRectF CurveView::plotRect() {
    refresh();
    return plot_;
}

QPointF CurveView::toPixel(double x, double y) {
    refresh();
    const PlotLook now = look();
    return PlotScene{content_, bounds_, now, plot_}.pixel(x, y);
}

const PlotPicture& CurveView::picture() {
    refresh();
    return canvas_->picture();
}

QStringList CurveView::notes() {
    refresh();
    return notesOn(content_, bounds_);
}

void CurveView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    canvas_->setGeometry(rect());
    touch();
}

void CurveView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    touch();
}

void CurveView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange)
        touch();
}

} // namespace gradewise
