#include "ui/charts/maps/waterfall_axes.h"

#include "ui/charts/curveview_picture.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace gradewise {

namespace {

constexpr double barWidth = 10.0;

} // namespace

void paintGradeAxis(QPainter& painter, const WaterfallFrame& frame, std::size_t capacity) {
    const QRectF& plot = frame.plot;
    const double line = QFontMetricsF(frame.font).height();
    painter.setPen(QPen(frame.theme.zeroLine, 1.0));
    // Tick k is in the middle of the band of grade k.
    const double each = plot.height() / static_cast<double>(capacity);
    const int most = std::clamp(static_cast<int>(plot.height() / (2.2 * line)), 2, 10);
    for (const Tick& tick :
         ticks({0.0, std::max(1.0, static_cast<double>(capacity - 1))}, Scale::Linear, most, true)) {
        const double y = plot.top() + (tick.value + 0.5) * each;
        if (y > plot.bottom())
            continue;
        painter.setPen(QPen(frame.theme.zeroLine, 1.0));
        painter.drawLine(QPointF(plot.left() - 4.0, y), QPointF(plot.left() - 0.5, y));
        draw(painter, PlotPicture::Text{{plot.left() - 7.0, y},
                                        Qt::AlignRight | Qt::AlignVCenter,
                                        tickNumber(tick.value, 1.0),
                                        {},
                                        frame.theme.axisText,
                                        frame.font});
    }
    if (frame.left > 90)
        draw(painter, PlotPicture::Text{{frame.left - 48.0, plot.center().y()},
                                        Qt::AlignRight | Qt::AlignVCenter,
                                        QCoreApplication::translate("gradewise::Waterfall", "grade l"),
                                        {},
                                        frame.theme.mutedText,
                                        frame.font});
}

void paintPlaceAxis(QPainter& painter, const WaterfallFrame& frame, const Range& range, bool named) {
    const QRectF& plot = frame.plot;
    const int across = std::clamp(static_cast<int>(plot.width() / 70.0), 2, 10);
    for (const Tick& tick : ticks(range, Scale::Linear, across)) {
        PlotPicture::Text text{{},
                               Qt::AlignHCenter | Qt::AlignTop,
                               tickNumber(tick.value, tick.step),
                               {},
                               frame.theme.axisText,
                               frame.font};
        const double half = sizeOf(text).width() / 2.0;
        const double x = plot.left() + (tick.position - range.low) / range.span() * plot.width();
        text.anchor = {std::clamp(x, half, std::max(half, frame.widget.width() - half)), plot.bottom() + 4.0};
        draw(painter, text);
    }
    if (named)
        draw(painter,
             PlotPicture::Text{{plot.center().x(), plot.bottom() + 4.0 + QFontMetricsF(frame.font).height()},
                               Qt::AlignHCenter | Qt::AlignTop,
                               QStringLiteral("x"),
                               {},
                               frame.theme.mutedText,
                               frame.font});
}

void paintMagnitudeBar(QPainter& painter, const WaterfallFrame& frame, const HeatColors& colors) {
    const QRectF& plot = frame.plot;
    const double line = QFontMetricsF(frame.font).height();
    const double left = plot.right() + 8.0;
    if (left + barWidth > frame.widget.width())
        return;
    const auto text = [&](double y, const QString& words, const QColor& color) {
        draw(painter,
             PlotPicture::Text{
                 {left + barWidth + 4.0, y}, Qt::AlignLeft | Qt::AlignVCenter, words, {}, color, frame.font});
    };
    text(plot.top() + line / 2.0, QStringLiteral("|r|"), frame.theme.mutedText);
    const QRectF bar(left, plot.top() + line + 4.0, barWidth, plot.height() - 2.0 * line - 8.0);
    if (bar.height() < 2.0 * line)
        return;
    paintColorBar(painter, bar, {colors.low, colors.high}, frame.theme, frame.font);
    // Exact zeros have no place on a logarithmic bar, so they have a box of their own.
    const QRectF zero(left, plot.bottom() - line / 2.0 - 4.0, barWidth, 8.0);
    painter.setPen(QPen(frame.theme.zeroLine, 1.0));
    painter.setBrush(QColor(colors.zero));
    painter.drawRect(zero);
    text(zero.center().y(), QStringLiteral("0"), frame.theme.axisText);
}

} // namespace gradewise
