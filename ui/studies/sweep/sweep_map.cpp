#include "ui/studies/sweep/sweep_map.h"

#include "ui/charts/cursor.h"
#include "ui/charts/curveview_picture.h"
#include "ui/charts/maps/color_map.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/small_font.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double barWidth = 10.0;
constexpr double hatchEvery = 7.0; // pixels

bool drawable(const SweepCell& cell) {
    return cell.error && std::isfinite(cell.error->median) && cell.error->median > 0.0;
}

/// What is drawn on a colour: dark on light and light on dark.
QColor inkOn(const QColor& ground) {
    return ground.lightnessF() > 0.5F ? QColor(Qt::black) : QColor(Qt::white);
}

void hatch(QPainter& painter, const QRectF& area, QColor ink) {
    ink.setAlphaF(0.45F);
    painter.setPen(QPen(ink, 1.0, Qt::SolidLine, Qt::FlatCap));
    // Ends where the area ends, since not every format can clip.
    for (double x = area.left() - area.height(); x < area.right(); x += hatchEvery) {
        const double from = std::max(x, area.left());
        const double to = std::min(x + area.height(), area.right());
        if (from < to)
            painter.drawLine(QPointF(from, area.bottom() - (from - x)),
                             QPointF(to, area.bottom() - (to - x)));
    }
}

} // namespace

SweepMap::SweepMap(Cursor* cursor, const Theme& theme, QWidget* parent)
    : QWidget(parent), cursor_(cursor), theme_(theme) {
    setObjectName(QStringLiteral("sweepMap"));
    setAccessibleName(tr("Map of the error by learning rate and grade"));
    if (!cursor)
        return;
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(cursor, &Cursor::moved, this, qOverload<>(&QWidget::update));
}

void SweepMap::show(SweepMapContent content) {
    content_ = std::move(content);
    if (grade_ && *grade_ >= content_.grades)
        grade_.reset();
    update();
}

void SweepMap::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void SweepMap::setEdges(double left, double right) {
    if (left_ == left && right_ == right)
        return;
    left_ = left;
    right_ = right;
    update();
}

void SweepMap::setHint(const QString& hint) {
    hint_ = hint;
    update();
}

void SweepMap::setChosen(std::optional<std::size_t> rate) {
    chosen_ = rate;
    update();
}

QFont SweepMap::smallFont() const {
    return smaller(font(), 0.85);
}

QRectF SweepMap::plotRect() const {
    return {left_, 4.0, std::max(8.0, right_ - left_), std::max(8.0, height() - 8.0)};
}

QRectF SweepMap::cellRect(std::size_t rate, std::size_t grade) const {
    const QRectF plot = plotRect();
    const double wide = plot.width() / static_cast<double>(std::max<std::size_t>(1, content_.rates.size()));
    const double high = plot.height() / static_cast<double>(std::max<std::size_t>(1, content_.grades));
    return {plot.left() + static_cast<double>(rate) * wide, plot.top() + static_cast<double>(grade) * high,
            wide, high};
}

Range SweepMap::decades() const {
    Range range{0.0, 0.0};
    bool any = false;
    for (const SweepCell& cell : content_.cells) {
        if (!drawable(cell))
            continue;
        const double decade = std::log10(cell.error->median);
        range =
            any ? Range{std::min(range.low, decade), std::max(range.high, decade)} : Range{decade, decade};
        any = true;
    }
    if (!any)
        return {-1.0, 0.0};
    if (range.span() < 0.5) // one colour for nearly the same
        range.low = range.high - 0.5;
    return range;
}

QColor SweepMap::colorOf(const SweepCell& cell) const {
    if (!drawable(cell))
        return theme_.track;
    const Range range = decades();
    return heatColor((std::log10(cell.error->median) - range.low) / range.span());
}

/// Across the plot, in columns: 0 at the left edge of the first rate's, on a straight line of logarithms.
double SweepMap::placeOf(double rate) const {
    const std::vector<double>& rates = content_.rates;
    if (rates.size() < 2)
        return 0.5;
    const double step = std::log(rates.back() / rates.front()) / static_cast<double>(rates.size() - 1);
    return 0.5 + std::log(rate / rates.front()) / step;
}

std::optional<std::size_t> SweepMap::nearestRate(double rate) const {
    if (content_.rates.empty() || !(rate > 0.0))
        return std::nullopt;
    return static_cast<std::size_t>(
        std::clamp(placeOf(rate), 0.0, static_cast<double>(content_.rates.size()) - 0.5));
}

std::optional<std::pair<std::size_t, std::size_t>> SweepMap::reading() const {
    if (!cursor_ || !cursor_->position() || !grade_ || *grade_ >= content_.grades)
        return std::nullopt;
    const auto rate = nearestRate(*cursor_->position());
    return rate ? std::optional(std::pair(*rate, *grade_)) : std::nullopt;
}

void SweepMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF plot = plotRect();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(plot, content_.cells.empty() ? theme_.track : theme_.card);
    for (std::size_t grade = 0; grade < content_.grades; ++grade)
        for (std::size_t rate = 0; rate < content_.rates.size(); ++rate)
            paintCell(painter, rate, grade);
    painter.setRenderHint(QPainter::Antialiasing, true);
    paintAxis(painter);
    paintBounds(painter);
    if (content_.present) {
        painter.setPen(QPen(theme_.accent, 1.6, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(content_.present->first, content_.present->second).adjusted(1, 1, -1, -1));
    }
    if (chosen_ && *chosen_ < content_.rates.size() && content_.grades > 0) {
        painter.setPen(QPen(theme_.accent, 2.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(*chosen_, 0).united(cellRect(*chosen_, content_.grades - 1)));
    }
    paintCrosshair(painter);
    if (!hint_.isEmpty()) {
        painter.setFont(font());
        painter.setPen(theme_.mutedText);
        painter.drawText(plot.adjusted(20, 0, -20, 0), Qt::AlignCenter | Qt::TextWordWrap, hint_);
    }
    if (focus_.isShown())
        paintKeyboardFrame(painter, rect(), theme_);
}

void SweepMap::paintCell(QPainter& painter, std::size_t rate, std::size_t grade) const {
    const SweepCell& cell = content_.cell(rate, grade);
    QRectF area = cellRect(rate, grade);
    if (area.width() > 6.0 && area.height() > 6.0)
        area.adjust(0.5, 0.5, -0.5, -0.5);
    else // side by side they would let the ground shine through: the next one covers the end of this one
        area = area.adjusted(0.0, 0.0, 1.0, 1.0).intersected(plotRect());
    painter.fillRect(area, colorOf(cell));
    if (cell.marked())
        paintMarks(painter, area, cell);
}

void SweepMap::paintMarks(QPainter& painter, const QRectF& area, const SweepCell& cell) const {
    const QColor ground = colorOf(cell);
    const QColor ink = drawable(cell) ? inkOn(ground) : theme_.text;
    const bool onlyUnstable = letters(cell) == std::string(1, letter(SweepMark::Unstable));
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (!onlyUnstable) // learned well, if beyond the bound
        hatch(painter, area, ink);
    QFont bold = smallFont();
    bold.setWeight(QFont::Bold);
    const QFontMetricsF metrics(bold);
    QString text = QString::fromStdString(letters(cell));
    while (!text.isEmpty() && metrics.horizontalAdvance(text) + 4.0 > area.width())
        text.chop(1); // the worst come first
    if (!text.isEmpty() && metrics.height() <= area.height() + 4.0) {
        const QRectF words(area.center().x() - metrics.horizontalAdvance(text) / 2.0 - 3.0,
                           area.center().y() - metrics.height() / 2.0 + 1.0,
                           metrics.horizontalAdvance(text) + 6.0, metrics.height() - 2.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(drawable(cell) ? ground : theme_.track);
        painter.drawRoundedRect(words, 3.0, 3.0);
        painter.setFont(bold);
        painter.setPen(ink);
        painter.drawText(area, Qt::AlignCenter, text);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// One line from grade to grade, as far as neighbouring grades have a bound.
void SweepMap::paintBounds(QPainter& painter) const {
    if (content_.rates.size() < 2)
        return;
    const double wide = cellRect(0, 0).width();
    QPainterPath path;
    bool open = false;
    for (std::size_t grade = 0; grade < content_.bounds.size(); ++grade) {
        const double place = content_.bounds[grade] ? placeOf(*content_.bounds[grade]) : -1.0;
        if (place < 0.0 || place > static_cast<double>(content_.rates.size())) {
            open = false;
            continue;
        }
        const QRectF row = cellRect(0, grade);
        const double x = row.left() + place * wide;
        open ? path.lineTo(x, row.top()) : path.moveTo(x, row.top());
        path.lineTo(x, row.bottom());
        open = true;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.card, 4.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPath(path);
    painter.setPen(QPen(theme_.text, 2.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPath(path);
}

void SweepMap::paintAxis(QPainter& painter) const {
    const QFont small = smallFont();
    const double line = QFontMetricsF(small).height();
    const QRectF plot = plotRect();
    painter.setPen(QPen(theme_.zeroLine, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5));
    const int most = std::clamp(static_cast<int>(plot.height() / (1.3 * line)), 2, 12);
    const auto last = static_cast<double>(std::max<std::size_t>(1, content_.grades));
    for (const Tick& tick : ticks({1.0, std::max(last, 1.5)}, Scale::Linear, most, true)) {
        if (tick.value < 1.0 || tick.value > last)
            continue;
        const auto grade = static_cast<std::size_t>(tick.value) - 1;
        const double y = cellRect(0, grade).center().y();
        // The colour of the grade's curve.
        draw(painter, PlotPicture::Mark{{plot.left() - 9.0, y},
                                        Marker::Circle,
                                        theme_.grade(grade, content_.grades),
                                        theme_.grade(grade, content_.grades),
                                        7.0});
        draw(painter, PlotPicture::Text{{plot.left() - 17.0, y},
                                        Qt::AlignRight | Qt::AlignVCenter,
                                        tr("grade %1").arg(grade + 1),
                                        {},
                                        theme_.axisText,
                                        small});
    }
    if (plot.right() + 30.0 < width() && std::ranges::any_of(content_.cells, drawable))
        paintColorBar(painter, {plot.right() + 10.0, plot.top() + 4.0, barWidth, plot.height() - 8.0},
                      decades(), theme_, small);
}

void SweepMap::paintCrosshair(QPainter& painter) const {
    if (!cursor_ || !cursor_->position() || content_.grades == 0)
        return;
    const auto rate = nearestRate(*cursor_->position());
    if (!rate)
        return;
    const QRectF plot = plotRect();
    const double x = cellRect(*rate, 0).center().x();
    paintCrossLine(painter, {x, plot.top(), x, plot.bottom()}, theme_);
    if (!grade_)
        return;
    const QRectF cell = cellRect(*rate, *grade_);
    painter.setPen(QPen(theme_.text, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell);
    paintReadout(painter, cell.center(), plot, size(), readingOf(content_, *rate, *grade_), theme_,
                 smallFont());
}

} // namespace gradewise
