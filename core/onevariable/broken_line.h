// Continuous piecewise linear functions of one variable, and what a one-hidden-layer ReLU network must pay
// for one under weight decay.
#pragma once

#include "core/numbers/matrix.h"

#include <vector>

namespace gradewise {

struct Kink {
    double position = 0.0;
    double change = 0.0; ///< slope on the right minus slope on the left
};

/// f(x) = start + slope x + Σ_j change_j (x - position_j)₊ with increasing positions in (0, 1).
struct BrokenLine {
    double start = 0.0;
    double slope = 0.0;
    std::vector<Kink> kinks;
};

/// Values at increasing points x of [0, 1].
Vector values(const BrokenLine& line, const Vector& x);

/// The least Σ|a_k| of all c + Σ_k a_k ρ(±(x - t_k)) that equal the line on [0, 1]:
/// max(D, (D + |S|) / 2), D the sum of |changes|, S the sum of the first and the last slope
/// (after Savarese, Evron, Soudry & Srebro 2019, who have the whole axis instead of [0, 1]).
double pathNorm(const BrokenLine& line);

/// The line through the points (x_j, y_j), x increasing from 0 to 1; kinks of change 0 are left out.
BrokenLine interpolate(const Vector& x, const Vector& y);

} // namespace gradewise
