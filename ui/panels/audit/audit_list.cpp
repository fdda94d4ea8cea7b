#include "ui/panels/audit/audit_list.h"

#include "ui/charts/small_font.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace gradewise {

namespace {

constexpr double left = 6.0;
constexpr double lightSize = 13.0;
constexpr double textLeft = left + lightSize + 8.0;

void drawLine(QPainter& painter, const QRectF& area, Qt::Alignment alignment, const QString& text) {
    painter.drawText(area, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, area.width() + 1.0));
}

} // namespace

AuditList::AuditList(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void AuditList::show(const QString& headline, AuditRow::Light light, std::vector<AuditRow> rows) {
    if (headline == headline_ && light == headlight_ && rows == rows_)
        return;
    headline_ = headline;
    headlight_ = light;
    rows_ = std::move(rows);
    update();
}

void AuditList::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

double AuditList::headHeight() const {
    return headline_.isEmpty() ? 0.0 : std::min(QFontMetricsF(font()).height() + 4.0, height() / 8.0);
}

double AuditList::rowHeight() const {
    const double tallest = 5.2 * QFontMetricsF(font()).height();
    return rows_.empty() ? 0.0
                         : std::min((height() - headHeight()) / static_cast<double>(rows_.size()), tallest);
}

QColor AuditList::color(AuditRow::Light light) const {
    switch (light) {
    case AuditRow::Light::None:
        break;
    case AuditRow::Light::Good:
        return theme_.good;
    case AuditRow::Light::Warning:
        return theme_.warning;
    case AuditRow::Light::Bad:
        return theme_.bad;
    }
    return theme_.mutedText;
}

/// Not by colour alone: a tick, a point of exclamation, a cross, a dash.
void AuditList::paintLight(QPainter& painter, AuditRow::Light light, const QPointF& centre) const {
    const double r = lightSize / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(light == AuditRow::Light::None ? mixed(theme_.card, theme_.mutedText, 0.35)
                                                    : color(light));
    painter.drawEllipse(centre, r, r);
    painter.setPen(QPen(theme_.card, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (light) {
    case AuditRow::Light::None:
        painter.drawLine(centre + QPointF(-2.6, 0), centre + QPointF(2.6, 0));
        break;
    case AuditRow::Light::Good:
        painter.drawPolyline(
            QPolygonF({centre + QPointF(-3, 0.2), centre + QPointF(-0.9, 2.4), centre + QPointF(3, -2.4)}));
        break;
    case AuditRow::Light::Warning:
        painter.drawLine(centre + QPointF(0, -3.2), centre + QPointF(0, 0.6));
        painter.drawPoint(centre + QPointF(0, 3.2));
        break;
    case AuditRow::Light::Bad:
        painter.drawLine(centre + QPointF(-2.3, -2.3), centre + QPointF(2.3, 2.3));
        painter.drawLine(centre + QPointF(-2.3, 2.3), centre + QPointF(2.3, -2.3));
        break;
    }
}

void AuditList::paintRow(QPainter& painter, const AuditRow& row, const QRectF& area) const {
    const QFont small = smaller(font(), 0.88);
    const QFontMetricsF metrics(font());
    const double line = metrics.height();
    const double smallLine = QFontMetricsF(small).height();
    const double room = area.width() - textLeft - 4.0;
    const double spare = area.height() - line;
    const bool finding = spare >= smallLine + 2.0;
    const QFontMetricsF smallMetrics(small);
    const QRectF meaningNeeds =
        smallMetrics.boundingRect(QRectF(0, 0, room, 1000), Qt::TextWordWrap, row.meaning);
    const bool meaning = finding && spare >= smallLine + meaningNeeds.height() + 4.0;

    const double used = line + (finding ? smallLine : 0.0) + (meaning ? meaningNeeds.height() : 0.0);
    double y = area.top() + std::max(0.0, (area.height() - used) / 2.0);
    paintLight(painter, row.light, {left + lightSize / 2.0, y + line / 2.0});
    painter.setFont(small);
    const double figureWidth = std::min(smallMetrics.horizontalAdvance(row.figure) + 2.0, room * 0.6);
    painter.setPen(color(row.light));
    drawLine(painter, {textLeft + room - figureWidth, y, figureWidth, line}, Qt::AlignRight, row.figure);
    painter.setFont(font());
    painter.setPen(theme_.text);
    drawLine(painter, {textLeft, y, room - figureWidth - 6.0, line}, Qt::AlignLeft, row.name);
    y += line;
    painter.setFont(small);
    painter.setPen(theme_.mutedText);
    if (finding)
        drawLine(painter, {textLeft, y, room, smallLine}, Qt::AlignLeft,
                 row.state + QStringLiteral(": ") + row.finding);
    y += smallLine;
    if (meaning)
        painter.drawText(QRectF(textLeft, y, room, meaningNeeds.height() + 1.0), Qt::TextWordWrap,
                         row.meaning);
}

void AuditList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double y = 0.0;
    if (!headline_.isEmpty()) {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(headlight_ == AuditRow::Light::None ? theme_.text : color(headlight_));
        drawLine(painter, {left, 0.0, width() - 2.0 * left, headHeight()}, Qt::AlignLeft, headline_);
        y = headHeight();
    }
    for (const AuditRow& row : rows_) {
        paintRow(painter, row, {0.0, y, static_cast<double>(width()), rowHeight()});
        y += rowHeight();
    }
}

QString AuditList::tipAt(int y) const {
    const double below = y - headHeight();
    const auto place =
        rowHeight() > 0.0 ? static_cast<std::size_t>(std::max(below, 0.0) / rowHeight()) : rows_.size();
    if (below < 0.0 || place >= rows_.size())
        return below < 0.0 && !headline_.isEmpty()
                   ? QStringLiteral("<qt>%1</qt>").arg(headline_.toHtmlEscaped())
                   : QString();
    const AuditRow& row = rows_[place];
    return QStringLiteral("<qt><b>%1: %2</b><br>%3<br><br>%4</qt>")
        .arg(row.name.toHtmlEscaped(), row.state.toHtmlEscaped(), row.finding.toHtmlEscaped(),
             row.meaning.toHtmlEscaped());
}

bool AuditList::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().y()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace gradewise
