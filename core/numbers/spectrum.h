// Which frequencies a function on an interval is made of, from samples of it.
//
// The samples y_0 … y_N are equally spaced and hold both ends of [a, b]. Few functions are periodic on their
// interval, and the step from y_N back to y_0 would put 1/ν on all frequencies. So the mean is taken off (by
// the trapezoidal rule), and what is left is weighted with Hann's window w_j = ½ (1 − cos 2πj/N):
//
//   A_k = 4/N · |Σ_j w_j (y_j − mean) e^(−2πi jk/N)|   at frequency k / (b − a), in waves per unit of x.
//
// A whole number k of waves of amplitude A reads A at k, ½ A at both neighbours and nothing elsewhere; a
// number between two whole ones reads 0.85 A or more at the nearest, and what leaks to others falls with the
// cube of the distance. Waves less than two steps apart are not told apart. Of all windows with such leakage
// this one leaves the lowest frequencies alone (Harris 1978). What varies faster than the samples can show
// appears at a wrong, lower frequency; see the highest amplitudes before believing in it.
#pragma once

#include "core/numbers/matrix.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace gradewise {

struct Spectrum {
    double step = 0.0;             ///< between two frequencies, 1 / (b − a)
    std::vector<double> amplitude; ///< [k]: at k · step, below half the sampling rate; [0]: |mean|

    double frequency(std::size_t k) const { return static_cast<double>(k) * step; }
};

/// The spectrum of t × (N + 1) values on an interval of that length; for several outputs the Euclidean norm
/// over them. Fewer than four values have no spectrum (no amplitudes). O(N log N) for N without large prime
/// factors.
Spectrum spectrumOf(const Matrix& values, double length);

struct Wave {
    double frequency = 0.0;
    double amplitude = 0.0;
};
/// The strongest wave, the mean aside. From the second frequency on its place between two frequencies and its
/// amplitude follow from the shape of the window: exact for a wave that stands alone. Nothing where all
/// amplitudes are 0 or one of them is not finite.
std::optional<Wave> strongestWave(const Spectrum& spectrum);

} // namespace gradewise
