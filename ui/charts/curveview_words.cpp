// The words of a plot: labels of its axes, notes and hints, as many as it has room for.
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/charts/small_font.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double margin = 4.0; // of notes, within the plot

/// The text broken into lines of that width; in a narrow plot within words too.
QStringList linesOf(const QString& text, const QFont& font, double width) {
    QStringList lines;
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

/// Leaves out a label that would touch the one before.
void addApart(std::vector<PlotPicture::Text>& into, const std::vector<PlotPicture::Text>& labels) {
    std::optional<QRectF> last;
    for (const PlotPicture::Text& label : labels) {
        const QRectF area = areaOf(label);
        if (!last || !last->adjusted(-5.0, 0.0, 5.0, 0.0).intersects(area)) {
            into.push_back(label);
            last = area;
        }
    }
}

} // namespace

PlotPicture::Text CurveView::tickText(const Tick& tick, const AxisSetup& axis) const {
    PlotPicture::Text text;
    text.font = smallFont();
    text.color = theme_.axisText;
    if (axis.scale == Scale::Linear) {
        text.text = tickNumber(tick.value, tick.step);
    } else if (tick.power) {
        text.text = QStringLiteral("10");
        text.exponent = QString::number(std::lround(tick.position));
        text.exponent.replace(QLatin1Char('-'), QChar(0x2212));
    } else {
        text.text = compactNumber(tick.value, tick.step < 0.05 * tick.value ? 3 : 1);
    }
    return text;
}

std::vector<Tick> CurveView::yTicks() const {
    const double line = QFontMetricsF(smallFont()).height();
    const int most = strip_ ? 2 : std::clamp(static_cast<int>(plot_.height() / (2.2 * line)), 2, 8);
    return ticks(shownY_, yAxis_.scale, most, yAxis_.integers);
}

/// Below the plot, of labels and title; a low plot keeps its curve instead.
int CurveView::rowsBelow() const {
    if (!xAxis_.labels) {
        return 0;
    }
    const double line = QFontMetricsF(smallFont()).height();
    const double rows = height() / line;
    if (rows < 4.0 && !strip_) {
        return 0;
    }
    return xAxis_.title.isEmpty() || rows < 7.0 ? 1 : 2;
}

void CurveView::addAxes(PlotPicture& picture) const {
    const auto horizontal = [&](double y, const QColor& color) {
        picture.linesBelow.push_back({QLineF(plot_.left(), y, plot_.right(), y), QPen(color, 1.0)});
    };
    if (strip_) {
        horizontal(plot_.top(), theme_.gridLine);
        horizontal(plot_.bottom(), theme_.gridLine);
        horizontal(pixelOf(unit(shownX_.low, 0.0)).y(), theme_.axisText);
        picture.linesBelow.back().pen.setColor(theme_.cardBorder);
    }
    std::vector<PlotPicture::Text> labels;
    for (const Tick& tick : yTicks()) {
        const double y = plot_.bottom() - (tick.position - shownY_.low) / shownY_.span() * plot_.height();
        if (!strip_) {
            horizontal(y, tick.value == 0.0 && yAxis_.scale == Scale::Linear ? theme_.cardBorder
                                                                             : theme_.gridLine);
        }
        PlotPicture::Text text = tickText(tick, yAxis_);
        text.anchor = {plot_.left() - 6.0, y};
        text.alignment = Qt::AlignRight | Qt::AlignVCenter;
        labels.push_back(text);
    }
    if (yAxis_.labels) {
        addApart(picture.texts, labels);
    }
    addLabelsBelow(picture);
}

void CurveView::addLabelsBelow(PlotPicture& picture) const {
    const int rows = rowsBelow();
    if (rows == 0) {
        return;
    }
    std::vector<PlotPicture::Text> labels;
    const int across = std::clamp(static_cast<int>(plot_.width() / (xAxis_.integers ? 45.0 : 70.0)), 2, 10);
    for (const Tick& tick : ticks(shownX_, xAxis_.scale, across, xAxis_.integers)) {
        PlotPicture::Text text = tickText(tick, xAxis_);
        const double half = sizeOf(text).width() / 2.0;
        const double x = plot_.left() + (tick.position - shownX_.low) / shownX_.span() * plot_.width();
        text.anchor = {std::clamp(x, half, std::max(half, width() - half)), plot_.bottom() + 4.0};
        text.alignment = Qt::AlignHCenter | Qt::AlignTop;
        labels.push_back(text);
    }
    addApart(picture.texts, labels);
    if (rows > 1) {
        const double line = QFontMetricsF(smallFont()).height();
        picture.texts.push_back({{plot_.center().x(), plot_.bottom() + 4.0 + line},
                                 Qt::AlignHCenter | Qt::AlignTop,
                                 xAxis_.title,
                                 {},
                                 theme_.mutedText,
                                 smallFont()});
    }
}

QStringList CurveView::composeNotes() const {
    std::size_t zeros = 0;
    std::size_t below = 0;
    std::size_t broken = 0;
    std::size_t total = 0;
    for (const std::unique_ptr<Curve>& each : curves_) {
        zeros += each->data.zeros();
        below += floorDecade_ ? each->data.belowDecade(*floorDecade_) : 0;
        broken += each->style.inPlaces ? 0 : each->data.notFinite();
        total += each->data.size() - (each->style.inPlaces ? each->data.notFinite() : 0);
    }
    const QLocale locale;
    const auto number = [&](std::size_t count) { return locale.toString(static_cast<qulonglong>(count)); };
    QStringList notes;
    if (yAxis_.scale == Scale::Log && zeros > 0) {
        notes << tr("%1 of %2 points are exactly 0, drawn on the floor.").arg(number(zeros), number(total));
    }
    if (below > 0) {
        notes << tr("%1 of %2 points are below 1e%3, drawn on the floor.")
                     .arg(number(below), number(total))
                     .arg(*floorDecade_);
    }
    if (broken > 0) {
        notes << tr("%1 of %2 values are not finite; the curve has gaps there.")
                     .arg(number(broken), number(total));
    }
    return notes;
}

void CurveView::addNotes(PlotPicture& picture) const {
    if (strip_) {
        return;
    }
    const QFontMetricsF metrics(smallFont());
    const double width = plot_.width() - 2.0 * margin;
    QStringList lines;
    for (const QString& note : composeNotes()) {
        lines << linesOf(note, smallFont(), width);
    }
    const auto most = std::max<qsizetype>(1, static_cast<qsizetype>(0.5 * plot_.height() / metrics.height()));
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() = metrics.elidedText(lines.back() + QStringLiteral(" …"), Qt::ElideRight, width);
    }
    double y = plot_.bottom() - 3.0 - metrics.height() * static_cast<double>(lines.size() - 1);
    for (const QString& line : lines) {
        picture.textsAbove.push_back({{plot_.right() - margin, y},
                                      Qt::AlignRight | Qt::AlignBottom,
                                      line,
                                      {},
                                      theme_.warning,
                                      smallFont()});
        y += metrics.height();
    }
}

void CurveView::addHint(PlotPicture& picture) const {
    if (hint_.isEmpty()) {
        return;
    }
    const double line = QFontMetricsF(font()).height();
    const QStringList lines = linesOf(hint_, font(), plot_.width() - 2.0 * margin);
    double y = plot_.bottom() - (strip_ ? 2.0 : 0.25 * plot_.height()) -
               line * static_cast<double>(lines.size() - 1);
    for (const QString& text : lines) {
        picture.textsAbove.push_back({{plot_.center().x(), y},
                                      Qt::AlignHCenter | Qt::AlignBottom,
                                      text,
                                      {},
                                      theme_.mutedText,
                                      font()});
        y += line;
    }
}

} // namespace gradewise
