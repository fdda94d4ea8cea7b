// Colours for numbers, computed in Oklab (Björn Ottosson 2020), where distances are those of the eye.
//
// Magnitudes and values: from dark purple over teal to yellow. Lightness rises all the way, along a curve
// that is cut into pieces of equal length, so that equal steps of the share look equally large. Differences:
// from blue through the ground of the picture to orange, along straight lines to two colours of the same
// lightness, so that a value and its opposite look equally far from zero.
#pragma once

#include <QRgb>

#include <span>

namespace gradewise {

/// The colour at `share` in [0, 1]; beyond the ends the colour of the end.
QRgb heatColor(double share);
/// All of them, from share 0 to 1.
std::span<const QRgb> heatTable();

/// From −1 to 1, `neutral` exactly in the middle: the card of a theme, light or dark. Kept for good, one a
/// ground; for the window's thread.
std::span<const QRgb> divergingTable(QRgb neutral);

} // namespace gradewise
