// A noisy sine in one variable, its certified fit, and a bound of what any network leaves of it.
#pragma once

#include "tests/core/solver/weight_decay_fixture.h"

#include <algorithm>
#include <cmath>

namespace gradewise::weightdecay {

inline constexpr double beta = 1e-3;

inline Cloud noisy(Index n, double noise = 0.2, std::uint64_t seed = 3) {
    Random random(seed);
    Cloud samples{Matrix(1, n), Matrix(1, n)};
    for (Index i = 0; i < n; ++i) {
        samples.x(0, i) = 4.0 * random.uniform() - 1.0;
        samples.y(0, i) = std::sin(3.0 * samples.x(0, i)) + noise * random.normal();
    }
    return samples;
}

inline FitResult solve(const Cloud& samples, double regularisation = beta, Index width = 64) {
    Monitor monitor;
    return weightdecay::solve(samples, regularisation, monitor, width);
}

/// A bound from below on every network's objective, by the definition: the residual of some outputs, scaled
/// until no ramp with its kink at a sample correlates by more than β.
inline double dualBoundOf(const Matrix& outputs, const Cloud& samples, double regularisation) {
    const auto n = static_cast<double>(samples.x.cols());
    Matrix residual = samples.y - outputs;
    residual.array() -= residual.mean();
    double largest = 0.0;
    for (const double kink : samples.x.reshaped()) {
        const auto ramp = [&](double side) {
            const auto height = (side * (samples.x.array() - kink)).max(0.0);
            return std::abs(height.cwiseProduct(residual.array()).sum()) / n;
        };
        largest = std::max({largest, ramp(1.0), ramp(-1.0)});
    }
    const Matrix u = std::min(1.0, regularisation / largest) * residual;
    return (u.cwiseProduct(samples.y).sum() - 0.5 * u.squaredNorm()) / n;
}

} // namespace gradewise::weightdecay
