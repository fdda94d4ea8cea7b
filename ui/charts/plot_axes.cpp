// The words of a plot: labels of its axes, notes and hints, as many as it has room for.
#include "ui/charts/number_format.h"
#include "ui/charts/plot_composer.h"
#include "ui/charts/plot_scene.h"

#include <QFontMetricsF>
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

PlotPicture::Text tickText(const PlotScene& scene, const Tick& tick, const AxisSetup& axis) {
    PlotPicture::Text text;
    text.font = smallFontOf(scene.look);
    text.color = scene.look.theme.axisText;
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

/// Below the plot, of labels and title; a low plot keeps its curve instead.
int rowsBelow(const PlotScene& scene) {
    if (!scene.content.xAxis.labels)
        return 0;
    const double line = QFontMetricsF(smallFontOf(scene.look)).height();
    const double rows = scene.look.size.height() / line;
    if (rows < 4.0 && !scene.look.strip)
        return 0;
    return scene.content.xAxis.title.isEmpty() || rows < 7.0 ? 1 : 2;
}

void addLabelsBelow(const PlotScene& scene, PlotPicture& picture) {
    const int rows = rowsBelow(scene);
    if (rows == 0)
        return;
    std::vector<PlotPicture::Text> labels;
    const int across = std::clamp(
        static_cast<int>(scene.plot.width() / (scene.content.xAxis.integers ? 45.0 : 70.0)), 2, 10);
    for (const Tick& tick :
         ticks(scene.bounds.shownX, scene.content.xAxis.scale, across, scene.content.xAxis.integers)) {
        PlotPicture::Text text = tickText(scene, tick, scene.content.xAxis);
        const double half = sizeOf(text).width() / 2.0;
        const double x = scene.plot.left() + (tick.position - scene.bounds.shownX.low) /
                                                 scene.bounds.shownX.span() * scene.plot.width();
        text.anchor = {std::clamp(x, half, std::max(half, scene.look.size.width() - half)),
                       scene.plot.bottom() + 4.0};
        text.alignment = Qt::AlignHCenter | Qt::AlignTop;
        labels.push_back(text);
    }
    addApart(picture.texts, labels);
    if (rows > 1) {
        const double line = QFontMetricsF(smallFontOf(scene.look)).height();
        picture.texts.push_back({{scene.plot.center().x(), scene.plot.bottom() + 4.0 + line},
                                 Qt::AlignHCenter | Qt::AlignTop,
                                 scene.content.xAxis.title,
                                 {},
                                 scene.look.theme.mutedText,
                                 smallFontOf(scene.look)});
    }
}

} // namespace

QRectF plotAreaOf(const PlotScene& scene, const std::vector<Tick>& yTicks) {
    const double line = QFontMetricsF(smallFontOf(scene.look)).height();
    double left = 2.0;
    double bottom = 2.0;
    if (scene.content.yAxis.labels) {
        for (const Tick& tick : yTicks)
            left = std::max(left, sizeOf(tickText(scene, tick, scene.content.yAxis)).width() + 8.0);
        left = std::max(left, 30.0);
    }
    if (const int rows = rowsBelow(scene); rows > 0)
        bottom = rows * line + 5.0;
    else if (scene.content.yAxis.labels)
        bottom = 0.5 * line + 2.0; // the lowest of them is centred on the edge
    // Names of bands stand above the plot, where no curve crosses them.
    const double top = scene.look.strip ? 2.0 : line * (scene.content.bands.empty() ? 0.5 : 1.0) + 2.0;
    const double right = scene.look.strip ? 2.0 : 12.0;
    return {left, top, std::max(8.0, scene.look.size.width() - left - right),
            std::max(8.0, scene.look.size.height() - top - bottom)};
}

std::vector<Tick> yTicksOf(const PlotScene& scene) {
    const double line = QFontMetricsF(smallFontOf(scene.look)).height();
    const int most =
        scene.look.strip ? 2 : std::clamp(static_cast<int>(scene.plot.height() / (2.2 * line)), 2, 8);
    return ticks(scene.bounds.shownY, scene.content.yAxis.scale, most, scene.content.yAxis.integers);
}

void addAxes(const PlotScene& scene, PlotPicture& picture) {
    const auto horizontal = [&](double y, const QColor& color) {
        picture.linesBelow.push_back({QLineF(scene.plot.left(), y, scene.plot.right(), y), QPen(color, 1.0)});
    };
    if (scene.look.strip) {
        horizontal(scene.plot.top(), scene.look.theme.gridLine);
        horizontal(scene.plot.bottom(), scene.look.theme.gridLine);
        horizontal(scene.pixel(scene.bounds.shownX.low, 0.0).y(), scene.look.theme.axisText);
        picture.linesBelow.back().pen.setColor(scene.look.theme.cardBorder);
    }
    std::vector<PlotPicture::Text> labels;
    for (const Tick& tick : yTicksOf(scene)) {
        const double y = scene.plot.bottom() - (tick.position - scene.bounds.shownY.low) /
                                                   scene.bounds.shownY.span() * scene.plot.height();
        if (!scene.look.strip) {
            horizontal(y, tick.value == 0.0 && scene.content.yAxis.scale == Scale::Linear
                              ? scene.look.theme.cardBorder
                              : scene.look.theme.gridLine);
        }
        PlotPicture::Text text = tickText(scene, tick, scene.content.yAxis);
        text.anchor = {scene.plot.left() - 6.0, y};
        text.alignment = Qt::AlignRight | Qt::AlignVCenter;
        labels.push_back(text);
    }
    if (scene.content.yAxis.labels)
        addApart(picture.texts, labels);
    addLabelsBelow(scene, picture);
}

void addNotes(const PlotScene& scene, PlotPicture& picture) {
    if (scene.look.strip)
        return;
    const QFontMetricsF metrics(smallFontOf(scene.look));
    const double width = scene.plot.width() - 2.0 * margin;
    QStringList lines;
    for (const QString& note : notesOn(scene.content, scene.bounds))
        lines << linesOf(note, smallFontOf(scene.look), width);
    const auto most =
        std::max<qsizetype>(1, static_cast<qsizetype>(0.5 * scene.plot.height() / metrics.height()));
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() = metrics.elidedText(lines.back() + QStringLiteral(" …"), Qt::ElideRight, width);
    }
    double y = scene.plot.bottom() - 3.0 - metrics.height() * static_cast<double>(lines.size() - 1);
    for (const QString& line : lines) {
        picture.textsAbove.push_back({{scene.plot.right() - margin, y},
                                      Qt::AlignRight | Qt::AlignBottom,
                                      line,
                                      {},
                                      scene.look.theme.warning,
                                      smallFontOf(scene.look)});
        y += metrics.height();
    }
}

void addHint(const PlotScene& scene, PlotPicture& picture) {
    if (scene.content.hint.isEmpty())
        return;
    const double line = QFontMetricsF(scene.look.font).height();
    const QStringList lines = linesOf(scene.content.hint, scene.look.font, scene.plot.width() - 2.0 * margin);
    double y = scene.plot.bottom() - (scene.look.strip ? 2.0 : 0.25 * scene.plot.height()) -
               line * static_cast<double>(lines.size() - 1);
    for (const QString& text : lines) {
        picture.textsAbove.push_back({{scene.plot.center().x(), y},
                                      Qt::AlignHCenter | Qt::AlignBottom,
                                      text,
                                      {},
                                      scene.look.theme.mutedText,
                                      scene.look.font});
        y += line;
    }
}

} // namespace gradewise
