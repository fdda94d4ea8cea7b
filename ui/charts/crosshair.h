// What the crosshair of a plot reads, and its picture.
#pragma once

#include "ui/charts/plot_content.h"

#include <vector>

namespace gradewise {

struct PlotScene;

/// A sample of a curve.
struct CurveReading {
    QString name;
    QColor color;
    double x = 0.0;
    double y = 0.0;
    double drawnY = 0.0; ///< where it is drawn, see CurveStyle::drawnScale
};

/// The samples nearest to x, one of each curve that has a name.
std::vector<CurveReading> readingsAt(const PlotContent& content, double x);

/// The x to read at when that position is pointed at: the nearest sample of the first readable curve, or the
/// highest of all peaks near by. There is a readable curve.
double placeToRead(const PlotScene& scene, double position);

/// Line, marks and readout; not visible without readings or outside the plot.
CrosshairPicture composeCrosshair(const PlotScene& scene, const std::vector<CurveReading>& found);

} // namespace gradewise
