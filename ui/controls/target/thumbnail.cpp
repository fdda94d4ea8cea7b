#include "ui/controls/target/thumbnail.h"

#include "core/record/peaks/breaks.h"
#include "core/target/sampling.h"

#include <QEnterEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

constexpr Index curvePoints = 241;
constexpr Index mapPoints = 24;

/// Values scaled to 0 … 1 (0.5 when they are all the same).
Matrix scaled(const Matrix& values) {
    const double low = values.minCoeff();
    const double span = values.maxCoeff() - low;
    if (!(span > 0.0) || !std::isfinite(span))
        return Matrix::Constant(values.rows(), values.cols(), 0.5);
    return (values.array() - low) / span;
}

std::vector<QPolygonF> curvesOf(const GalleryEntry& entry) {
    const Matrix x = grid(entry.domain, curvePoints);
    const Matrix heights = scaled(entry.function(x));
    const std::vector<std::vector<Break>> breaks = breaksOf(entry, x);
    std::vector<QPolygonF> curves;
    for (Index output = 0; output < heights.rows(); ++output) {
        auto next = breaks[static_cast<std::size_t>(output)].begin();
        const auto end = breaks[static_cast<std::size_t>(output)].end();
        QPolygonF curve;
        for (Index i = 0; i < heights.cols(); ++i) {
            curve.append({static_cast<double>(i) / (curvePoints - 1), 1.0 - heights(output, i)});
            if (next == end || std::cmp_not_equal(next->after, i))
                continue;
            curves.push_back(std::exchange(curve, {}));
            ++next;
        }
        curves.push_back(curve);
    }
    return curves;
}

QImage mapOf(const GalleryEntry& entry) {
    Matrix points = grid(entry.domain, entry.domain.size() == 2 ? mapPoints : 8);
    const Matrix heights = scaled(entry.function(points));
    QImage image(mapPoints, mapPoints, QImage::Format_Alpha8);
    for (int row = 0; row < mapPoints; ++row)
        for (int column = 0; column < mapPoints; ++column) {
            const Index place =
                std::min<Index>((mapPoints - 1 - row) * mapPoints + column, heights.cols() - 1);
            image.scanLine(row)[column] = static_cast<uchar>(std::lround(255.0 * heights(0, place)));
        }
    return image;
}

} // namespace

QString familyName(TargetFamily family) {
    const std::string_view text = displayName(family);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

ThumbnailButton::ThumbnailButton(const GalleryEntry& entry, Caption caption, QWidget* parent)
    : QAbstractButton(parent), caption_(caption), theme_(Theme::lightTheme()) {
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setEntry(entry);
}

void ThumbnailButton::setEntry(const GalleryEntry& entry) {
    if (entry_ == &entry)
        return;
    entry_ = &entry;
    const bool curve = entry.domain.size() == 1;
    curves_ = curve ? curvesOf(entry) : std::vector<QPolygonF>();
    map_ = curve ? QImage() : mapOf(entry);
    setText(QString::fromStdString(entry.name));
    setAccessibleName(tr("Target %1, %2").arg(text(), familyName(entry.family)));
    setAccessibleDescription(QString::fromStdString(entry.why));
    setToolTip(QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                   .arg(text().toHtmlEscaped(), QString::fromStdString(entry.why).toHtmlEscaped()));
    update();
}

void ThumbnailButton::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

QSize ThumbnailButton::sizeHint() const {
    return caption_ == Caption::None ? QSize(54, 40) : QSize(96, 44 + fontMetrics().height() + 4);
}

void ThumbnailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int captionHeight = caption_ == Caption::None ? 0 : fontMetrics().height() + 4;
    QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1 - captionHeight);
    const bool strong = isChecked() || hasFocus();
    painter.setPen(QPen(strong ? theme_.accent : (underMouse() ? theme_.mutedText : theme_.controlBorder),
                        strong ? 1.6 : 1.0));
    painter.setBrush(isChecked() ? theme_.selection : theme_.field);
    painter.drawRoundedRect(frame, 5, 5);
    drawCurve(painter, frame.adjusted(5, 6, -5, -6));
    if (caption_ == Caption::Name) {
        painter.setPen(isChecked() ? theme_.accent : theme_.text);
        const QRect area(0, height() - captionHeight, width(), captionHeight);
        painter.drawText(area, Qt::AlignCenter, fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
}

void ThumbnailButton::drawCurve(QPainter& painter, const QRectF& area) const {
    const QColor colour = isChecked() ? theme_.accent : theme_.target;
    if (!map_.isNull()) {
        QImage coloured(map_.size(), QImage::Format_ARGB32_Premultiplied);
        coloured.fill(colour);
        QPainter mask(&coloured);
        mask.setCompositionMode(QPainter::CompositionMode_DestinationIn);
        mask.drawImage(0, 0, map_);
        mask.end();
        painter.drawImage(area, coloured);
        return;
    }
    painter.setPen(QPen(colour, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& curve : curves_) {
        QPolygonF placed;
        for (const QPointF& point : curve)
            placed.append({area.left() + point.x() * area.width(), area.top() + point.y() * area.height()});
        painter.drawPolyline(placed);
    }
}

void ThumbnailButton::enterEvent(QEnterEvent* event) {
    emit pointedAt(QString::fromStdString(entry_->id));
    QAbstractButton::enterEvent(event);
}

void ThumbnailButton::focusInEvent(QFocusEvent* event) {
    emit pointedAt(QString::fromStdString(entry_->id));
    QAbstractButton::focusInEvent(event);
}

} // namespace gradewise
