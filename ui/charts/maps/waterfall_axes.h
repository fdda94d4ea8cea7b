// What stands around a waterfall: grades at its left, x beneath it, the colours at its right.
#pragma once

#include "ui/charts/axis.h"
#include "ui/charts/maps/heat_rows.h"
#include "ui/theme.h"

#include <QFont>
#include <QRectF>
#include <QSizeF>

class QPainter;

namespace gradewise {

struct WaterfallFrame {
    QRectF plot;
    QSizeF widget;
    double left = 0.0; ///< room at the left of the plot
    QFont font;
    const Theme& theme;
};

/// Grades 0 … capacity − 1, from top to bottom.
void paintGradeAxis(QPainter& painter, const WaterfallFrame& frame, std::size_t capacity);
/// `named`: with the name of the axis beneath it.
void paintPlaceAxis(QPainter& painter, const WaterfallFrame& frame, const Range& range, bool named);
void paintMagnitudeBar(QPainter& painter, const WaterfallFrame& frame, const HeatColors& colors);

} // namespace gradewise
