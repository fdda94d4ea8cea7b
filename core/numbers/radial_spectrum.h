// The spectrum of a function of two variables, by the length of its waves whatever their direction.
#pragma once

#include "core/numbers/spectrum.h"

namespace gradewise {

/// The spectrum of t × (N + 1)² values on a tensor grid that holds the edges of a box of that width and
/// height, x fastest. The mean is taken off and both axes are weighted with Hann's window as in spectrum.h,
/// so that A sin(2π(k x/width + l y/height)) reads A at (k, l). amplitude[m] is the largest of all waves
/// whose frequency √((k/width)² + (l/height)²) rounds to m · step, where step is that of the shorter side.
/// Fewer than 4² values have no spectrum.
Spectrum radialSpectrumOf(const Matrix& values, double width, double height);

} // namespace gradewise
