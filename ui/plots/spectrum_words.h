// What a spectrum says, in words: is the low frequency learnt first?
#pragma once

#include "core/numbers/spectrum_progress.h"

#include <QString>

namespace gradewise {

/// "Low frequencies first. Up to frequency 12 less than 1 % of the target is left, from 40 on nothing is
/// learnt yet.": what the bands of a residual say.
QString learntText(const std::vector<SpectralBand>& bands);
/// "Of the target's power the lower half, up to frequency 12, is down to 0.3 % …"; empty for a single band.
QString halvesText(const std::vector<SpectralBand>& bands);
/// "Before any grade is trained: the target's strongest wave is 0.9 at frequency 2, and above 6 none has 1 %
/// of it."
QString targetText(const Spectrum& target);
/// "The strongest wave of the residual is 3e-4 at frequency 35, its mean 1e-5." Empty without a wave.
QString residualText(const Spectrum& residual);

} // namespace gradewise
