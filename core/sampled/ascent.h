// Local search for directions: new ramps that correlate more strongly with a residual than the sampled ones.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

#include <optional>

namespace gradewise {

/// Turns the unit direction u so that max over kinks at samples and both sides of |Σ_i r_i ramp(z_i)| / n
/// grows: for neurons that stay on or off this is linear in u, and u goes towards its largest value on the
/// unit sphere as far as the whole grows. Samples m × n, residual of mean 0, t × n. Nothing when interrupted.
struct Ascended {
    Vector direction;
    double size = 0.0; ///< the largest correlation along it
    double gain = 1.0; ///< by this factor it has grown
};
std::optional<Ascended> ascend(const Matrix& samples, const Matrix& residual, const Vector& start,
                               const MayContinue& mayContinue);

} // namespace gradewise
