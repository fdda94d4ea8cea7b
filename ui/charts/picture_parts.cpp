#include "ui/charts/picture_parts.h"

#include "ui/charts/curveview_picture.h"
#include "ui/charts/maps/color_map.h"
#include "ui/charts/number_format.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gradewise {

void paintColorBar(QPainter& painter, const QRectF& bar, const Range& decades, const Theme& theme,
                   const QFont& font) {
    painter.setPen(Qt::NoPen);
    const int steps = std::clamp(static_cast<int>(bar.height()), 1, 128);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < steps; ++i) {
        const double top = bar.top() + bar.height() * i / steps;
        // Down to the end, since side by side they would let the ground shine through between them.
        painter.fillRect(QRectF(bar.left(), top, bar.width(), bar.bottom() - top),
                         QColor(heatColor(1.0 - (i + 0.5) / steps)));
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    const int most = std::clamp(static_cast<int>(bar.height() / (1.8 * QFontMetricsF(font).height())), 2, 10);
    const bool within = std::floor(decades.low) == std::floor(decades.high); // no power of ten to name
    for (const Tick& tick : ticks(decades, Scale::Log, most)) {
        if (!tick.power && !within)
            continue;
        const double y = bar.bottom() - (tick.position - decades.low) / decades.span() * bar.height();
        painter.setPen(QPen(theme.axisText, 1.0));
        painter.drawLine(QPointF(bar.right() - 3.0, y), QPointF(bar.right(), y));
        QString exponent = tick.power ? QString::number(std::lround(tick.position)) : QString();
        exponent.replace(QLatin1Char('-'), QChar(0x2212));
        draw(painter, PlotPicture::Text{{bar.right() + 4.0, y},
                                        Qt::AlignLeft | Qt::AlignVCenter,
                                        tick.power ? QStringLiteral("10") : compactNumber(tick.value),
                                        exponent,
                                        theme.axisText,
                                        font});
    }
}

void paintCrossLine(QPainter& painter, const QLineF& line, const Theme& theme) {
    painter.setPen(QPen(QColor(theme.card), 2.4));
    painter.drawLine(line);
    painter.setPen(QPen(theme.text, 1.0, Qt::DotLine));
    painter.drawLine(line);
}

void paintReadout(QPainter& painter, const QPointF& place, const QRectF& plot, const QSizeF& widget,
                  const QStringList& rows, const Theme& theme, const QFont& font) {
    const QFontMetricsF metrics(font);
    double widest = 0.0;
    for (const QString& row : rows)
        widest = std::max(widest, metrics.horizontalAdvance(row));
    const QSizeF size(widest + 12.0, static_cast<double>(rows.size()) * metrics.height() + 4.0);
    double left = place.x() + 10.0;
    if (left + size.width() > plot.right())
        left = place.x() - 10.0 - size.width();
    left = std::clamp(left, 1.0, std::max(1.0, widget.width() - 1.0 - size.width()));
    double top = place.y() + 8.0;
    if (top + size.height() > plot.bottom())
        top = place.y() - 8.0 - size.height();
    top = std::clamp(top, 1.0, std::max(1.0, widget.height() - 1.0 - size.height()));
    painter.setPen(theme.cardBorder);
    painter.setBrush(theme.card);
    painter.drawRoundedRect(QRectF({left, top}, size), 4.0, 4.0);
    painter.setFont(font);
    painter.setPen(theme.text);
    for (qsizetype i = 0; i < rows.size(); ++i)
        painter.drawText(QRectF(left + 6.0, top + 2.0 + static_cast<double>(i) * metrics.height(),
                                widest + 2.0, metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, rows[i]);
}

void paintKeyboardFrame(QPainter& painter, const QRectF& widget, const Theme& theme) {
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(widget.adjusted(1.0, 1.0, -1.0, -1.0));
}

} // namespace gradewise
