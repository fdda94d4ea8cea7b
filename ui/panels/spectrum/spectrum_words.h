// What a spectrum says, in words: is the low frequency learnt first?
#pragma once

#include "core/numbers/spectrum_progress.h"

#include <QString>

namespace gradewise {

/// "Low frequencies first. Up to frequency 12 less than 1 % of the target is left, from 40 on nothing is
/// learnt yet.": what the bands of a residual say.
QString learntText(const std::vector<SpectralBand>& bands);
/// "Of the lower half of the target's power, up to frequency 12, the residual has 0.3 % in L² …"; empty for a
/// single band.
QString halvesText(const std::vector<SpectralBand>& bands);
/// "The target's strongest wave is 0.9 at frequency 2; above 6 no wave has 3 % of it."
QString targetText(const Spectrum& target);
/// "The strongest wave of the residual is 3e-4 at frequency 35, and its mean is 1e-5." Empty without a wave.
QString residualText(const Spectrum& residual);

} // namespace gradewise
