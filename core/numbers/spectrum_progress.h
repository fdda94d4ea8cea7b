// Is the low frequency learnt first? What a residual leaves of its target, band by band.
#pragma once

#include "core/numbers/spectrum.h"

namespace gradewise {

/// About a third of an octave of the frequencies that the target is made of.
struct SpectralBand {
    double frequency = 0.0; ///< at which the target is largest in it
    double target = 0.0;    ///< root of the sum of its squared amplitudes
    double left = 0.0;      ///< the residual's share of that; above 1 where it is larger
};

/// An amplitude below this share of the target's largest is not counted as one of its frequencies: the
/// residual's share of it would say nothing, and 0.029 is what may have leaked from the largest.
inline constexpr double faintest = 0.03;
/// A band with at least this share left has not been learnt.
inline constexpr double unlearnt = 0.9;

/// The bands in which the target has an amplitude that counts, ascending. Both spectra are of the same grid.
std::vector<SpectralBand> bandsOf(const Spectrum& target, const Spectrum& residual);

/// The last of the bands, from the lowest one on, that have at most that share left; nothing where the lowest
/// has more.
std::optional<double> learntUpTo(const std::vector<SpectralBand>& bands, double share);
/// The first of the bands, to the highest one, that are unlearnt; nothing where the highest is not.
std::optional<double> unlearntFrom(const std::vector<SpectralBand>& bands);

/// The target's bands in two parts, each with half of its power as nearly as whole bands allow.
struct SpectralHalves {
    double border = 0.0;  ///< the last frequency of the lower one
    double lowLeft = 0.0; ///< the residual's share of the target there
    double highLeft = 0.0;
};
/// Nothing for fewer than two bands.
std::optional<SpectralHalves> halvesOf(const std::vector<SpectralBand>& bands);

} // namespace gradewise
