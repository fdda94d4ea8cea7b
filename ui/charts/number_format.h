// Numbers for people: short, in the user's locale, never the printf defaults of a chart library.
#pragma once

#include <QString>

namespace gradewise {

/// "0.14", "12 300", "1.4e-7": `digits` significant digits, a power of ten outside 1e-3 … 1e5, a true minus
/// sign. Not a number is "undefined".
QString compactNumber(double value, int digits = 2);
/// The same without trailing zeros: what a crosshair reads.
QString readingNumber(double value);
/// "10.1", "1.27", "250": how many times smaller.
QString factorNumber(double value);
/// A tick of a linear axis: as many decimals as the step between two ticks needs.
QString tickNumber(double value, double step);
QString timeText(double seconds); ///< "0.4 s", "2 min 5 s", "1 h 2 min"
/// "r₁₂": digits as subscripts.
QString subscript(std::size_t number);

} // namespace gradewise
