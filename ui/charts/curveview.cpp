#include "ui/charts/curveview.h"

#include "ui/charts/cursor.h"
#include "ui/charts/curveview_canvas.h"

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
    if (cursor) {
        connect(cursor, &Cursor::moved, this, &CurveView::updateCrosshair);
        connect(cursor, &Cursor::zoomed, this, &CurveView::adoptStretch);
        adoptStretch();
    }
}

CurveView::~CurveView() = default;

void CurveView::setAxes(const AxisSetup& x, const AxisSetup& y) {
    const bool otherScale = y.scale != yAxis_.scale;
    if (otherScale || y.symmetric != yAxis_.symmetric) {
        followedY_.reset();
    }
    xAxis_ = x;
    yAxis_ = y;
    if (otherScale) {
        for (const std::unique_ptr<Curve>& each : curves_) {
            CurveData rebuilt(y.scale);
            for (std::size_t i = 0; i < each->data.size(); ++i) {
                const double sampleX = each->data.x(i);
                const double sampleY = each->data.y(i);
                rebuilt.append({&sampleX, 1}, {&sampleY, 1});
            }
            rebuilt.breakAfter(each->data.breaks());
            each->data = std::move(rebuilt);
        }
    }
    touch();
}

CurveView::Curve& CurveView::curve(const QString& id) {
    const auto found = std::ranges::find_if(curves_, [&](const auto& each) { return each->id == id; });
    if (found != curves_.end()) {
        return **found;
    }
    curves_.push_back(std::make_unique<Curve>(Curve{id, CurveData(yAxis_.scale), {}}));
    return *curves_.back();
}

void CurveView::setCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                         const CurveStyle& style) {
    Curve& each = curve(id);
    if (std::exchange(startsAfresh_, false)) {
        followedY_.reset();
    }
    each.data = CurveData(yAxis_.scale);
    each.data.append(x, y);
    each.data.breakAfter(style.brokenAfter);
    each.style = style;
    touch();
}

void CurveView::appendToCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                              const CurveStyle& style) {
    Curve& each = curve(id);
    each.data.append(x, y);
    each.style = style;
    touch();
}

void CurveView::removeCurve(const QString& id) {
    std::erase_if(curves_, [&](const auto& each) { return each->id == id; });
    touch();
}

void CurveView::removeAllCurves() {
    curves_.clear();
    touch();
}

std::size_t CurveView::samples(const QString& id) const {
    const auto found = std::ranges::find_if(curves_, [&](const auto& each) { return each->id == id; });
    return found == curves_.end() ? 0 : (*found)->data.size();
}

void CurveView::setBands(std::vector<Band> bands) {
    bands_ = std::move(bands);
    touch();
}

void CurveView::setBandAcross(const std::optional<Range>& values, const QColor& color) {
    bandAcross_ = values;
    bandAcrossColor_ = color;
    touch();
}

void CurveView::setHint(const QString& hint) {
    if (hint_ != hint) {
        hint_ = hint;
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
    followedY_.reset();
    startsAfresh_ = true; // the old curve may be drawn once more before the new one arrives
}

void CurveView::followData() {
    userX_.reset();
    userY_.reset();
    startAfresh();
    if (cursor_) {
        cursor_->showAll();
    }
    touch();
}

/// Work is put off to the event loop, so that several changes cost one picture, and for plots that cannot
/// be seen to the moment they are painted.
void CurveView::touch() {
    dirty_ = true;
    canvas_->viewport()->update();
    if (refreshPosted_ || !isVisible()) {
        return;
    }
    refreshPosted_ = true;
    QTimer::singleShot(0, this, [this] {
        refreshPosted_ = false;
        if (!visibleRegion().isEmpty()) {
            refresh();
        }
    });
}

void CurveView::refresh() {
    if (!dirty_ || width() <= 0 || height() <= 0) {
        return;
    }
    dirty_ = false;
    const Range beforeX = shownX_;
    const Range beforeY = shownY_;
    updateBounds();
    canvas_->showPicture(compose());
    updateCrosshair();
    if (beforeX != shownX_ || beforeY != shownY_) {
        emit boundsChanged();
    }
}

Range CurveView::xBounds() {
    refresh();
    return {toValue(shownX_.low, xAxis_.scale), toValue(shownX_.high, xAxis_.scale)};
}

Range CurveView::yBounds() {
    refresh();
    return {toValue(shownY_.low, yAxis_.scale), toValue(shownY_.high, yAxis_.scale)};
}

QRectF CurveView::plotRect() {
    refresh();
    return plot_;
}

QPointF CurveView::toPixel(double x, double y) {
    refresh();
    return pixelOf(unit(x, y));
}

const PlotPicture& CurveView::picture() {
    refresh();
    return canvas_->picture();
}

QStringList CurveView::notes() {
    refresh();
    return composeNotes();
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
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange) {
        touch();
    }
}

} // namespace gradewise
