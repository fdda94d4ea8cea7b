// Parts of pictures in colours: the bar that says what a colour means, crosshair lines, and the readout's
// box.
#pragma once

#include "ui/charts/axis.h"
#include "ui/theme.h"

#include <QFont>
#include <QLineF>
#include <QRectF>
#include <QStringList>

class QPainter;

namespace gradewise {

/// The colours of heatColor() upwards, with the powers of ten of `decades` (log10 of the magnitudes at both
/// ends) at the right.
void paintColorBar(QPainter& painter, const QRectF& bar, const Range& decades, const Theme& theme,
                   const QFont& font);
/// A dotted line that is seen on every colour.
void paintCrossLine(QPainter& painter, const QLineF& line, const Theme& theme);
/// Rows of text in a box beside a place in a plot, within a widget so wide and high.
void paintReadout(QPainter& painter, const QPointF& place, const QRectF& plot, const QSizeF& widget,
                  const QStringList& rows, const Theme& theme, const QFont& font);
/// Round a widget that has the keyboard.
void paintKeyboardFrame(QPainter& painter, const QRectF& widget, const Theme& theme);

} // namespace gradewise
