// From what a plot shows to its picture: a function, free of widgets and of Qt Charts.
#pragma once

#include "ui/charts/plot_bounds.h"

#include <QStringList>

namespace gradewise {

/// All that is drawn but the crosshair; `plot` of the picture is where the curves are.
PlotPicture composePlot(const PlotContent& content, const PlotBounds& bounds, const PlotLook& look);

/// "3 of 512 points are exactly 0 …"; empty when there is nothing to say.
QStringList notesOn(const PlotContent& content, const PlotBounds& bounds);

/// How many columns of pixels a curve is drawn in.
int columnsOf(const CurveStyle& style, const QRectF& plot);

} // namespace gradewise
