#include "ui/panels/residuals/grade_lines.h"

#include "ui/charts/picture_parts.h"
#include "ui/charts/small_font.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace gradewise {

namespace {} // namespace

GradeLines::GradeLines(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    focus_.changed = [this] {
        if (hasFocus() && current_ == 0)
            current_ = fold_.last();
        update();
    };
    setAccessibleName(tr("Grades of the run; Return opens and folds one"));
}

void GradeLines::setFolding(bool on) {
    if (folding_ == on)
        return;
    folding_ = on;
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
    setMouseTracking(on);
    if (!on)
        unsetCursor();
    update();
}

void GradeLines::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

int GradeLines::lineHeight() const {
    return QFontMetrics(font()).height() + 4;
}

QRect GradeLines::rectOf(std::size_t grade) const {
    return {0, fold_.top(grade), width(), fold_.height(grade)};
}

void GradeLines::paintEvent(QPaintEvent* event) {
    if (!folding_ || fold_.empty() || !lineOf)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::size_t last = fold_.gradeAt(event->rect().bottom());
    for (std::size_t grade = fold_.gradeAt(event->rect().top()); grade <= last; ++grade)
        paintGrade(painter, grade);
}

void GradeLines::paintGrade(QPainter& painter, std::size_t grade) const {
    const bool open = fold_.isOpen(grade);
    const QRectF area = rectOf(grade);
    const double line = lineHeight();
    const QPointF middle(gutter / 2.0, area.top() + line / 2.0);
    painter.setPen(QPen(theme_.mutedText, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF arrow[] = {middle + (open ? QPointF(-3.5, -1.8) : QPointF(-1.8, -3.5)),
                             middle + (open ? QPointF(0.0, 1.8) : QPointF(1.8, 0.0)),
                             middle + (open ? QPointF(3.5, -1.8) : QPointF(-1.8, 3.5))};
    painter.drawPolyline(arrow, 3);
    if (focus_.isShown() && grade == current_) {
        painter.setPen(QPen(theme_.accent, 1.2));
        painter.drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, open ? -6.6 : -0.6), 3.0, 3.0);
    }
    if (open)
        return;
    const GradeLine words = lineOf(grade);
    painter.setPen(Qt::NoPen);
    painter.setBrush(words.color);
    painter.drawRoundedRect(QRectF(gutter + barLeft, area.top() + 3.0, barWidth, line - 6.0), 2.0, 2.0);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme_.text);
    const double left = gutter + textLeft;
    const double name = std::max(56.0, QFontMetricsF(bold).horizontalAdvance(words.name) + 12.0);
    painter.drawText(QRectF(left, area.top(), name, line), Qt::AlignLeft | Qt::AlignVCenter, words.name);
    const QFont small = smaller(font(), 0.85);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    // One column for each number and one, somewhat wider, for the verdict; the last ones give way first.
    const double room = area.width() - left - name - 6.0;
    const double columns = static_cast<double>(words.numbers.size()) + 1.3;
    const double each =
        std::clamp(room / columns, metrics.horizontalAdvance(QStringLiteral("max 9.9e-99  ")), 150.0);
    double x = left + name;
    const auto put = [&](const QString& text, const QColor& color, double width) {
        const double free = std::min(width, area.right() - x);
        if (free < 30.0)
            return;
        painter.setPen(color);
        painter.drawText(QRectF(x, area.top(), free, line), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, free));
        x += width;
    };
    for (const QString& number : words.numbers)
        put(number, theme_.mutedText, each);
    put(words.verdict, words.verdictColor, std::max(each * 1.3, area.right() - x));
}

/// Lines answer all along, strips only in the gutter: the rest of a strip is its curve's.
bool GradeLines::answersAt(QPoint point) const {
    if (!folding_ || fold_.empty() || point.y() < 0 || point.y() >= fold_.totalHeight())
        return false;
    return point.x() < gutter || !fold_.isOpen(fold_.gradeAt(point.y()));
}

void GradeLines::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (event->button() != Qt::LeftButton || !answersAt(at)) {
        QWidget::mousePressEvent(event);
        return;
    }
    const std::size_t grade = fold_.gradeAt(at.y());
    current_ = grade;
    focus_.show(false);
    emit toggled(grade);
}

void GradeLines::mouseMoveEvent(QMouseEvent* event) {
    if (answersAt(event->position().toPoint()))
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
}

void GradeLines::setCurrent(std::size_t grade) {
    current_ = std::clamp(grade, fold_.first(), fold_.last());
    focus_.show(true);
    if (lineOf) {
        const GradeLine words = lineOf(current_);
        QStringList parts{words.name};
        for (const QString& number : words.numbers)
            parts << number;
        parts << words.verdict << (fold_.isOpen(current_) ? tr("open") : tr("folded"));
        setAccessibleDescription(parts.join(QStringLiteral(", ")));
    }
    update();
    emit currentChanged(current_);
}

void GradeLines::keyPressEvent(QKeyEvent* event) {
    if (!folding_ || fold_.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    constexpr std::size_t page = 10;
    const std::size_t current =
        current_ == 0 ? fold_.last() : std::clamp(current_, fold_.first(), fold_.last());
    const auto up = [&](std::size_t by) { return current - std::min(by, current - fold_.first()); };
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrent(up(1));
    case Qt::Key_Down:
        return setCurrent(current + 1);
    case Qt::Key_PageUp:
        return setCurrent(up(page));
    case Qt::Key_PageDown:
        return setCurrent(current + page);
    case Qt::Key_Home:
        return setCurrent(fold_.first());
    case Qt::Key_End:
        return setCurrent(fold_.last());
    case Qt::Key_Right:
    case Qt::Key_Left:
        if (fold_.isOpen(current) == (event->key() == Qt::Key_Right))
            return;
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit toggled(current);
        return setCurrent(current);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gradewise
