#include "ui/plots/curveview_picture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

namespace gradewise {

namespace {

QFont raised(QFont font) {
    if (font.pixelSize() > 0) {
        font.setPixelSize(std::max(6, font.pixelSize() * 3 / 4));
    } else {
        font.setPointSizeF(font.pointSizeF() * 0.75);
    }
    return font;
}

} // namespace

QSizeF sizeOf(const PlotPicture::Text& text) {
    const QFontMetricsF metrics(text.font);
    double width = metrics.horizontalAdvance(text.text);
    if (!text.exponent.isEmpty()) {
        width += 1.0 + QFontMetricsF(raised(text.font)).horizontalAdvance(text.exponent);
    }
    return {width, metrics.height()};
}

QRectF areaOf(const PlotPicture::Text& text) {
    const QSizeF size = sizeOf(text);
    QPointF at = text.anchor;
    if (text.alignment & Qt::AlignRight) {
        at.rx() -= size.width();
    } else if (text.alignment & Qt::AlignHCenter) {
        at.rx() -= size.width() / 2.0;
    }
    if (text.alignment & Qt::AlignBottom) {
        at.ry() -= size.height();
    } else if (text.alignment & Qt::AlignVCenter) {
        at.ry() -= size.height() / 2.0;
    }
    return {at, size};
}

void draw(QPainter& painter, const PlotPicture::Text& text) {
    const QFontMetricsF metrics(text.font);
    QPointF at = areaOf(text).topLeft();
    at.ry() += metrics.ascent();
    painter.setPen(text.color);
    painter.setFont(text.font);
    painter.drawText(at, text.text);
    if (!text.exponent.isEmpty()) {
        at.rx() += metrics.horizontalAdvance(text.text) + 1.0;
        at.ry() -= metrics.ascent() * 0.4;
        painter.setFont(raised(text.font));
        painter.drawText(at, text.exponent);
    }
}

void draw(QPainter& painter, const PlotPicture::Mark& mark) {
    painter.setPen(QPen(mark.edge, 1.4));
    painter.setBrush(mark.fill);
    const double r = mark.size / 2.0;
    const QPointF c = mark.centre;
    switch (mark.shape) {
    case Marker::None:
        return;
    case Marker::Circle:
        painter.drawEllipse(c, r, r);
        return;
    case Marker::Diamond: {
        const double d = r * 1.3;
        painter.drawPolygon(
            QPolygonF{{c.x(), c.y() - d}, {c.x() + d, c.y()}, {c.x(), c.y() + d}, {c.x() - d, c.y()}});
        return;
    }
    case Marker::Square: // round the others, which it never covers
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(c.x() - 1.4 * r, c.y() - 1.4 * r, 2.8 * r, 2.8 * r));
        return;
    case Marker::Floor:
        painter.drawPolygon(QPolygonF{{c.x() - r, c.y() - 2.0 * r}, {c.x() + r, c.y() - 2.0 * r}, c});
        return;
    }
}

} // namespace gradewise
