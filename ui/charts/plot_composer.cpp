#include "ui/charts/plot_composer.h"

#include "ui/charts/plot_scene.h"
#include "ui/charts/small_font.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int mostColumns = 512;
/// Far outside the plot, yet near enough for a painter's arithmetic.
constexpr double farAway = 50.0;

} // namespace

QPointF PlotScene::unit(double x, double y) const {
    double position = toPosition(y, content.yAxis.scale);
    if (bounds.onFloor(y, content))
        position = bounds.followedY->low;
    const double across = (toPosition(x, content.xAxis.scale) - bounds.shownX.low) / bounds.shownX.span();
    const double up = (position - bounds.shownY.low) / bounds.shownY.span();
    return {std::clamp(across, -farAway, farAway), std::clamp(up, -farAway, farAway)};
}

QPointF PlotScene::pixel(double x, double y) const {
    const QPointF at = unit(x, y);
    return {plot.left() + at.x() * plot.width(), plot.bottom() - at.y() * plot.height()};
}

QFont smallFontOf(const PlotLook& look) {
    return smaller(look.font, 0.85);
}

int columnsOf(const CurveStyle& style, const QRectF& plot) {
    const int pixels = std::clamp(static_cast<int>(plot.width()), 16, mostColumns);
    return style.columns > 0 ? std::min(style.columns, pixels) : pixels;
}

PlotPicture composePlot(const PlotContent& content, const PlotBounds& bounds, const PlotLook& look) {
    PlotScene scene{content, bounds, look};
    scene.plot = plotAreaOf(scene, {});
    scene.plot =
        plotAreaOf(scene, yTicksOf(scene)); // as many as the height allows, which they leave as it is
    PlotPicture picture;
    picture.size = look.size;
    picture.plot = scene.plot;
    addBands(scene, picture);
    addAxes(scene, picture);
    addBandAcross(scene, picture); // its edges lie on grid lines
    addTicksBelow(scene, picture);
    for (const PlotCurve& each : content.curves)
        addCurve(scene, picture, each);
    addNotes(scene, picture);
    addHint(scene, picture);
    addFocusRing(scene, picture);
    return picture;
}

QStringList notesOn(const PlotContent& content, const PlotBounds& bounds) {
    std::size_t zeros = 0;
    std::size_t below = 0;
    std::size_t broken = 0;
    std::size_t total = 0;
    for (const PlotCurve& each : content.curves) {
        zeros += each.data.zeros();
        below += bounds.floorDecade ? each.data.belowDecade(*bounds.floorDecade) : 0;
        broken += each.style.inPlaces ? 0 : each.data.notFinite();
        total += each.data.size() - (each.style.inPlaces ? each.data.notFinite() : 0);
    }
    const QLocale locale;
    const auto number = [&](std::size_t count) { return locale.toString(static_cast<qulonglong>(count)); };
    QStringList notes;
    if (content.yAxis.scale == Scale::Log && zeros > 0) {
        notes << QCoreApplication::translate("gradewise::CurveView",
                                             "%1 of %2 points are exactly 0, drawn on the floor.")
                     .arg(number(zeros), number(total));
    }
    if (below > 0) {
        notes << QCoreApplication::translate("gradewise::CurveView",
                                             "%1 of %2 points are below 1e%3, drawn on the floor.")
                     .arg(number(below), number(total))
                     .arg(*bounds.floorDecade);
    }
    if (broken > 0) {
        notes << QCoreApplication::translate("gradewise::CurveView",
                                             "%1 of %2 values are not finite; the curve has gaps there.")
                     .arg(number(broken), number(total));
    }
    return notes;
}

} // namespace gradewise
