#include "ui/panels/residuals/plane_words.h"

#include "ui/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace gradewise {

void paintPlaneWords(QPainter& painter, const QRectF& cell, const GradeLine& line, const PlaneWords& words,
                     const Theme& theme) {
    QFont name = words.font;
    name.setWeight(QFont::DemiBold);
    const QFont& small = words.small;
    const double high = QFontMetricsF(name).height();
    painter.setPen(Qt::NoPen);
    painter.setBrush(line.color);
    painter.drawRoundedRect(QRectF(cell.left(), cell.top() + 1.0, 5.0, high - 1.0), 2.0, 2.0);
    painter.setFont(name);
    painter.setPen(theme.text);
    const QRectF first(cell.left() + 10.0, cell.top(), cell.width() - 10.0, high);
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, line.name);
    painter.setFont(small);
    painter.setPen(line.verdictColor);
    const double room = first.width() - QFontMetricsF(name).horizontalAdvance(line.name) - 8.0;
    if (!words.isTarget ||
        QFontMetricsF(small).horizontalAdvance(line.verdict) <= room) // "r₀ = f" says it too
        painter.drawText(first, Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetricsF(small).elidedText(line.verdict, Qt::ElideRight, room));
    const QRectF second(cell.left(), first.bottom(), cell.width(), QFontMetricsF(small).height());
    painter.setPen(theme.mutedText);
    painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                     QStringList(line.numbers.begin(), line.numbers.end()).join(QStringLiteral(" · ")));
    if (words.live) {
        painter.setPen(theme.accent);
        painter.drawText(second, Qt::AlignRight | Qt::AlignVCenter,
                         QCoreApplication::translate("gradewise::PlaneList", "live"));
    }
}

} // namespace gradewise
