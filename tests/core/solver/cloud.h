// Noisy samples of several variables and outputs.
#pragma once

#include "tests/core/solver/weight_decay_fixture.h"

#include <cmath>

namespace gradewise::weightdecay {

inline Cloud cloud(Index m, Index t, Index n, double noise = 0.1, std::uint64_t seed = 5) {
    Random random(seed);
    Cloud samples{Matrix(m, n), Matrix(t, n)};
    for (Index i = 0; i < n; ++i) {
        for (double& x : samples.x.col(i))
            x = random.uniform(-1.0, 1.0);
        for (Index c = 0; c < t; ++c)
            samples.y(c, i) = std::sin(3.0 * samples.x(0, i) + static_cast<double>(c)) *
                                  std::cos(2.0 * samples.x(m - 1, i)) +
                              noise * random.normal();
    }
    return samples;
}

} // namespace gradewise::weightdecay
