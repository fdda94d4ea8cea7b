#include "core/numbers/spectrum_progress.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

double power(double amplitude) {
    return amplitude * amplitude;
}

double powerOf(const Spectrum& spectrum, std::size_t first, std::size_t end) {
    double sum = 0.0;
    for (std::size_t k = first; k < end; ++k)
        sum += power(spectrum.amplitude[k]);
    return sum;
}

/// What is left in the bands from `first` to `end` - 1.
double leftOf(const std::vector<SpectralBand>& bands, std::size_t first, std::size_t end) {
    double target = 0.0;
    double residual = 0.0;
    for (std::size_t i = first; i < end; ++i) {
        target += power(bands[i].target);
        residual += power(bands[i].left * bands[i].target);
    }
    return std::sqrt(residual / target);
}

/// A third of an octave on, or up to three frequencies later where the target is smallest: no wave is
/// divided.
std::size_t endOfBand(const std::vector<double>& target, std::size_t first, std::size_t count) {
    const auto third = static_cast<std::size_t>(std::ceil(static_cast<double>(first) * std::cbrt(2.0)));
    const std::size_t end = std::min(count, std::max(first + 1, third));
    const auto from = target.begin() + static_cast<std::ptrdiff_t>(end);
    const auto to = target.begin() + static_cast<std::ptrdiff_t>(std::min(count, end + 4));
    return static_cast<std::size_t>(std::min_element(from, to) - target.begin());
}

} // namespace

std::vector<SpectralBand> bandsOf(const Spectrum& target, const Spectrum& residual) {
    std::vector<SpectralBand> bands;
    const std::vector<double>& f = target.amplitude;
    const std::size_t count = std::min(f.size(), residual.amplitude.size());
    if (count < 2)
        return bands;
    const double least = faintest * *std::max_element(f.begin() + 1, f.end());
    for (std::size_t first = 1, end = 0; first < count; first = end) {
        end = endOfBand(f, first, count);
        const auto largest =
            static_cast<std::size_t>(std::max_element(f.begin() + static_cast<std::ptrdiff_t>(first),
                                                      f.begin() + static_cast<std::ptrdiff_t>(end)) -
                                     f.begin());
        if (!(f[largest] > 0.0) || f[largest] < least)
            continue;
        const double whole = std::sqrt(powerOf(target, first, end));
        bands.push_back({target.frequency(largest), whole, std::sqrt(powerOf(residual, first, end)) / whole});
    }
    return bands;
}

std::optional<double> learntUpTo(const std::vector<SpectralBand>& bands, double share) {
    const auto open =
        std::ranges::find_if_not(bands, [share](const auto& band) { return band.left <= share; });
    return open == bands.begin() ? std::nullopt : std::optional((open - 1)->frequency);
}

std::optional<double> unlearntFrom(const std::vector<SpectralBand>& bands) {
    const auto learnt = std::find_if_not(bands.rbegin(), bands.rend(),
                                         [](const auto& band) { return band.left >= unlearnt; });
    return learnt == bands.rbegin() ? std::nullopt : std::optional((learnt - 1)->frequency);
}

std::optional<SpectralHalves> halvesOf(const std::vector<SpectralBand>& bands) {
    if (bands.size() < 2)
        return std::nullopt;
    const double whole =
        std::accumulate(bands.begin(), bands.end(), 0.0,
                        [](double sum, const SpectralBand& band) { return sum + power(band.target); });
    std::size_t border = 0; // bands of the lower part
    for (double below = 0.0; border + 1 < bands.size(); ++border) {
        const double with = below + power(bands[border].target);
        if (border > 0 && with - 0.5 * whole > 0.5 * whole - below)
            break;
        below = with;
    }
    return SpectralHalves{bands[border - 1].frequency, leftOf(bands, 0, border),
                          leftOf(bands, border, bands.size())};
}

} // namespace gradewise
