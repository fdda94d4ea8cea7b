#include "ui/panels/network/neuron_card.h"

#include "ui/charts/number_format.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QPolygonF>
#include <QScreen>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr int padding = 10;
constexpr int pictureWidth = 220;
constexpr int curveHeight = 96;
constexpr int mapSide = 130;

} // namespace

NeuronCard::NeuronCard(QWidget* parent) : QWidget(parent, Qt::ToolTip | Qt::FramelessWindowHint) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QFont NeuronCard::smallFont() const {
    QFont small = font();
    small.setPointSizeF(captionPointSize());
    return small;
}

QSize NeuronCard::sizeHint() const {
    const QFontMetrics title(font());
    const QFontMetrics small(smallFont());
    int width = pictureWidth;
    for (const QString& line : content_.lines)
        width = std::max(width, small.horizontalAdvance(line));
    int height = title.height() + 4 + static_cast<int>(content_.lines.size()) * small.height();
    if (content_.function)
        height += static_cast<int>(pictureArea().height()) + small.height() + 10;
    return {width + 2 * padding, height + 2 * padding};
}

QRectF NeuronCard::pictureArea() const {
    const double top = padding + QFontMetricsF(font()).height() + 4.0;
    if (content_.domain.size() == 1)
        return {padding, top, pictureWidth, curveHeight};
    return {padding + (pictureWidth - mapSide) / 2.0, top, mapSide, mapSide};
}

void NeuronCard::showBeside(const QPoint& global, const NeuronCardContent& content, const Theme& theme) {
    constexpr int distance = 16;
    content_ = content;
    theme_ = theme;
    resize(sizeHint());
    QPoint corner = global + QPoint(distance, distance);
    if (const QScreen* const screen = QGuiApplication::screenAt(global)) {
        const QRect room = screen->availableGeometry();
        if (corner.x() + width() > room.right())
            corner.setX(global.x() - distance - width());
        if (corner.y() + height() > room.bottom())
            corner.setY(global.y() - distance - height());
    }
    move(corner);
    update();
    show();
}

void NeuronCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Square corners, as tool tips have: round ones would be black where nothing composes windows.
    painter.setPen(QPen(theme_.controlBorder, 1.0));
    painter.setBrush(theme_.card);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));

    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme_.text);
    painter.drawText(QRect(padding, padding, width() - 2 * padding, QFontMetrics(bold).height()),
                     Qt::AlignLeft, content_.title);
    painter.setFont(smallFont());
    const int line = QFontMetrics(smallFont()).height();
    int y = padding + QFontMetrics(font()).height() + 4;
    if (content_.function) {
        content_.domain.size() == 1 ? paintCurve(painter, pictureArea()) : paintMap(painter, pictureArea());
        y = static_cast<int>(pictureArea().bottom()) + line + 10;
    }
    painter.setPen(theme_.mutedText);
    for (const QString& words : content_.lines) {
        painter.drawText(QRect(padding, y, width() - 2 * padding, line), Qt::AlignLeft | Qt::AlignVCenter,
                         words);
        y += line;
    }
}

// The curve with the zero line, largest and smallest value at the right, the domain's ends below.
void NeuronCard::paintCurve(QPainter& painter, const QRectF& area) const {
    const Vector& values = content_.function->values;
    const double low = values.minCoeff(), high = values.maxCoeff();
    const double span = high > low ? high - low : 1.0;
    const auto at = [&](Index i) {
        const double x = static_cast<double>(i) / static_cast<double>(std::max<Index>(1, values.size() - 1));
        const double y = high > low ? (values[i] - low) / span : 0.5;
        return QPointF(area.left() + x * area.width(), area.bottom() - 5.0 - y * (area.height() - 10.0));
    };
    painter.setPen(QPen(theme_.gridLine, 1.0));
    painter.setBrush(theme_.field);
    painter.drawRoundedRect(area, 4.0, 4.0);
    if (low <= 0.0 && high >= 0.0 && high > low) {
        const double zero = area.bottom() - 5.0 + low / span * (area.height() - 10.0);
        painter.setPen(QPen(theme_.zeroLine, 1.0));
        painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero));
    }
    QPolygonF curve;
    for (Index i = 0; i < values.size(); ++i)
        curve << at(i);
    painter.setPen(QPen(content_.colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(curve);

    const double line = QFontMetricsF(smallFont()).height();
    const QRectF below(area.left(), area.bottom() + 2.0, area.width(), line);
    painter.setPen(theme_.mutedText);
    painter.drawText(below, Qt::AlignLeft, readingNumber(content_.domain[0].low));
    painter.drawText(below, Qt::AlignRight, readingNumber(content_.domain[0].high));
    painter.drawText(below, Qt::AlignHCenter,
                     tr("from %1 to %2").arg(compactNumber(low, 3), compactNumber(high, 3)));
}

// Two variables: light where the value is small, the grade's colour where it is large; x to the right, y up.
void NeuronCard::paintMap(QPainter& painter, const QRectF& area) const {
    const NeuronFunction& function = *content_.function;
    const double low = function.values.minCoeff(), high = function.values.maxCoeff();
    const int side = static_cast<int>(function.perAxis);
    QImage map(side, side, QImage::Format_RGB32);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const double value = function.values[static_cast<Index>(row) * side + column];
            const double share = high > low ? (value - low) / (high - low) : 0.0;
            map.setPixelColor(column, side - 1 - row, mixed(theme_.track, content_.colour, share));
        }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(area, map);
    const QRectF below(padding, area.bottom() + 2.0, pictureWidth, QFontMetricsF(smallFont()).height());
    painter.setPen(theme_.mutedText);
    painter.drawText(below, Qt::AlignHCenter,
                     tr("from %1 to %2").arg(compactNumber(low, 3), compactNumber(high, 3)));
}

} // namespace gradewise
