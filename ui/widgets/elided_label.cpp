#include "ui/widgets/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace gradewise {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent) : QLabel(parent), mode_(mode) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, QLabel::minimumSizeHint().height()};
}

QString ElidedLabel::shownText() const {
    constexpr int fewestLetters = 8; // fewer say nothing
    const int room = contentsRect().width();
    const bool tooNarrow = room < fewestLetters * fontMetrics().averageCharWidth() &&
                           room < fontMetrics().horizontalAdvance(text());
    return tooNarrow ? QString() : fontMetrics().elidedText(text(), mode_, room);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine),
                          palette(), isEnabled(), shownText(), foregroundRole());
}

} // namespace gradewise
