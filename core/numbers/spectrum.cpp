#include "core/numbers/spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <unsupported/Eigen/FFT>

namespace gradewise {

namespace {

constexpr double pi = std::numbers::pi;

/// w_j (y_j − mean), j = 0 … N − 1; w_N = 0.
std::vector<double> windowed(const Matrix& values, Index output, double mean) {
    const Index intervals = values.cols() - 1;
    std::vector<double> weighted(static_cast<std::size_t>(intervals));
    for (Index j = 0; j < intervals; ++j) {
        const double turn = 2.0 * pi * static_cast<double>(j) / static_cast<double>(intervals);
        weighted[static_cast<std::size_t>(j)] = 0.5 * (1.0 - std::cos(turn)) * (values(output, j) - mean);
    }
    return weighted;
}

double meanOf(const Matrix& values, Index output) {
    const Index last = values.cols() - 1;
    const double ends = 0.5 * (values(output, 0) + values(output, last));
    return (values.row(output).segment(1, last - 1).sum() + ends) / static_cast<double>(last);
}

} // namespace

Spectrum spectrumOf(const Matrix& values, double length) {
    Spectrum spectrum{1.0 / length, {}};
    if (values.cols() < 4)
        return spectrum;
    const auto intervals = static_cast<std::size_t>(values.cols() - 1);
    const double scale = 4.0 / static_cast<double>(intervals);
    std::vector<double> squares((intervals + 1) / 2, 0.0);
    Eigen::FFT<double> transform;
    transform.SetFlag(Eigen::FFT<double>::HalfSpectrum);
    std::vector<std::complex<double>> waves;
    for (Index output = 0; output < values.rows(); ++output) {
        const double mean = meanOf(values, output);
        transform.fwd(waves, windowed(values, output, mean));
        squares[0] += mean * mean;
        for (std::size_t k = 1; k < squares.size(); ++k)
            squares[k] += std::norm(scale * waves[k]);
    }
    for (const double square : squares)
        spectrum.amplitude.push_back(std::sqrt(square));
    return spectrum;
}

std::optional<Wave> strongestWave(const Spectrum& spectrum) {
    const std::vector<double>& a = spectrum.amplitude;
    if (a.size() < 2 || std::ranges::any_of(a, [](double value) { return !std::isfinite(value); }))
        return std::nullopt;
    const auto found = std::max_element(a.begin() + 1, a.end());
    const auto k = static_cast<std::size_t>(found - a.begin());
    if (!(*found > 0.0))
        return std::nullopt;
    if (k < 2 || k + 1 == a.size())
        return Wave{spectrum.frequency(k), *found};
    // At the distance δ from a whole number Hann's window reads sin(πδ) / (πδ (1 − δ²)); its neighbour, 1 − δ
    // away, (1 + δ) / (2 − δ) of that.
    const double ratio = std::max(a[k - 1], a[k + 1]) / *found;
    const double distance = std::clamp((2.0 * ratio - 1.0) / (ratio + 1.0), 0.0, 0.5);
    const double read =
        distance > 0.0 ? std::sin(pi * distance) / (pi * distance * (1.0 - distance * distance)) : 1.0;
    const double towards = a[k + 1] > a[k - 1] ? distance : -distance;
    return Wave{(static_cast<double>(k) + towards) * spectrum.step, *found / read};
}

} // namespace gradewise
