// What is composed into a picture, and where values lie in it. Private to the room.
#pragma once

#include "ui/charts/plot_bounds.h"

namespace gradewise {

/// The references outlive it.
struct PlotScene {
    const PlotContent& content;
    const PlotBounds& bounds;
    const PlotLook& look;
    QRectF plot = {}; ///< where the curves are, pixels

    /// (0, 0) is the lower left corner of the plot, (1, 1) the upper right; far outside it is cut off.
    QPointF unit(double x, double y) const;
    QPointF pixel(double x, double y) const;
};

/// The font of labels, notes and readouts.
QFont smallFontOf(const PlotLook& look);

// plot_marks.cpp: behind the curves, the curves themselves, and the ring of the keyboard.
void addBands(const PlotScene& scene, PlotPicture& picture);
void addBandAcross(const PlotScene& scene, PlotPicture& picture);
void addTicksBelow(const PlotScene& scene, PlotPicture& picture);
void addCurve(const PlotScene& scene, PlotPicture& picture, const PlotCurve& each);
void addFocusRing(const PlotScene& scene, PlotPicture& picture);

// plot_axes.cpp: labels, notes and hints, as many as there is room for.
/// What is left of the plot beside its labels; `yTicks` are those that will be labelled.
QRectF plotAreaOf(const PlotScene& scene, const std::vector<Tick>& yTicks);
std::vector<Tick> yTicksOf(const PlotScene& scene);
void addAxes(const PlotScene& scene, PlotPicture& picture);
void addNotes(const PlotScene& scene, PlotPicture& picture);
void addHint(const PlotScene& scene, PlotPicture& picture);

} // namespace gradewise
