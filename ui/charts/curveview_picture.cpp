#include "ui/charts/curveview_picture.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace gradewise {

namespace {

QFont raised(QFont font) {
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(6, font.pixelSize() * 3 / 4));
    else
        font.setPointSizeF(font.pointSizeF() * 0.75);
    return font;
}

/// The part of a line that lies within the plot, by Liang and Barsky (1984); nothing when none does.
std::optional<QLineF> within(const QLineF& line, const QRectF& plot) {
    double from = 0.0;
    double to = 1.0;
    const auto cut = [&](double direction, double room) { // direction · t ≤ room
        if (direction == 0.0)
            return room >= 0.0;
        const double t = room / direction;
        (direction < 0.0 ? from = std::max(from, t) : to = std::min(to, t));
        return from <= to;
    };
    if (!cut(-line.dx(), line.x1() - plot.left()) || !cut(line.dx(), plot.right() - line.x1()) ||
        !cut(-line.dy(), line.y1() - plot.top()) || !cut(line.dy(), plot.bottom() - line.y1()))
        return std::nullopt;
    return QLineF(from > 0.0 ? line.pointAt(from) : line.p1(), to < 1.0 ? line.pointAt(to) : line.p2());
}

void addPiece(std::vector<QPolygonF>& into, const QPolygonF& piece, const QRectF& plot, double dot) {
    if (piece.size() == 1) {
        const QPointF at = piece.front();
        if (plot.contains(at))
            into.push_back({{at.x() - dot / 2.0, at.y()}, {at.x() + dot / 2.0, at.y()}});
        return;
    }
    bool open = false;
    for (qsizetype i = 1; i < piece.size(); ++i) {
        const auto part = within({piece[i - 1], piece[i]}, plot);
        if (!part) {
            open = false;
            continue;
        }
        if (!open)
            into.push_back({part->p1()});
        into.back() << part->p2();
        open = part->p2() == piece[i];
    }
}

} // namespace

std::vector<QPolygonF> piecesWithin(const PlotPicture::Stroke& stroke, const QRectF& plot) {
    std::vector<QPolygonF> pieces;
    std::size_t next = 0;
    QPolygonF piece;
    for (qsizetype i = 0; i <= stroke.points.size(); ++i) {
        const bool starts = next < stroke.starts.size() && stroke.starts[next] == i;
        next += starts ? 1 : 0;
        if ((starts || i == stroke.points.size()) && !piece.isEmpty()) {
            addPiece(pieces, piece, plot, stroke.pen.widthF());
            piece.clear();
        }
        if (i < stroke.points.size()) {
            piece << QPointF(plot.left() + stroke.points[i].x() * plot.width(),
                             plot.bottom() - stroke.points[i].y() * plot.height());
        }
    }
    return pieces;
}

QSizeF sizeOf(const PlotPicture::Text& text) {
    const QFontMetricsF metrics(text.font);
    double width = metrics.horizontalAdvance(text.text);
    if (!text.exponent.isEmpty())
        width += 1.0 + QFontMetricsF(raised(text.font)).horizontalAdvance(text.exponent);
    return {width, metrics.height()};
}

QRectF areaOf(const PlotPicture::Text& text) {
    const QSizeF size = sizeOf(text);
    QPointF at = text.anchor;
    if (text.alignment & Qt::AlignRight)
        at.rx() -= size.width();
    else if (text.alignment & Qt::AlignHCenter)
        at.rx() -= size.width() / 2.0;
    if (text.alignment & Qt::AlignBottom)
        at.ry() -= size.height();
    else if (text.alignment & Qt::AlignVCenter)
        at.ry() -= size.height() / 2.0;
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
