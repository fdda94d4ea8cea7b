#include "ui/widgets/quiet_combo.h"

#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int comboMargin = 6;
constexpr int arrowWidth = 13;

} // namespace

void drawChevron(QPainter& painter, QPointF centre, const QColor& colour) {
    painter.setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({centre + QPointF(-3.0, -1.5), centre + QPointF(0.0, 1.5), centre + QPointF(3.0, -1.5)}));
}

QuietCombo::QuietCombo(QWidget* parent) : QComboBox(parent), theme_(Theme::lightTheme()) {
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void QuietCombo::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

QSize QuietCombo::sizeHint() const {
    int width = 0;
    for (int index = 0; index < count(); ++index)
        width = std::max(width, fontMetrics().horizontalAdvance(itemText(index)));
    return {width + 2 * comboMargin + arrowWidth, fontMetrics().height() + 8};
}

QSize QuietCombo::minimumSizeHint() const {
    return {60, sizeHint().height()};
}

void QuietCombo::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (hasFocus())
        painter.setPen(QPen(theme_.accent, 1.5));
    else
        painter.setPen(underMouse() && isEnabled() ? QPen(theme_.controlBorder) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() && isEnabled() ? QBrush(theme_.hover) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(frame, 5, 5);
    const QRect textArea = rect().adjusted(comboMargin, 0, -comboMargin - arrowWidth + 2, 0);
    painter.setPen(isEnabled() ? theme_.text : theme_.disabledText);
    painter.drawText(textArea, Qt::AlignRight | Qt::AlignVCenter,
                     fontMetrics().elidedText(currentText(), Qt::ElideRight, textArea.width()));
    drawChevron(painter, {width() - comboMargin - 3.5, height() / 2.0 + 0.5},
                isEnabled() ? theme_.mutedText : theme_.disabledText);
}

void QuietCombo::wheelEvent(QWheelEvent* event) {
    event->ignore(); // the wheel scrolls the column; a choice changed in passing would go unseen
}

} // namespace gradewise
