// Colours for magnitudes, from dark purple over teal to yellow: lightness rises all the way, and equal steps
// of the share look equally large. Computed in Oklab (Björn Ottosson 2020), where distances are those of the
// eye, along a curve that is cut into pieces of equal length.
#pragma once

#include <QRgb>

namespace gradewise {

/// The colour at `share` in [0, 1]; beyond the ends the colour of the end.
QRgb heatColor(double share);

} // namespace gradewise
