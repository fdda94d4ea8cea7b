#include "core/formula/special_functions.h"

#include <Eigen/Core>

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace gradewise {

namespace {

/// The matrix T_d, d = 0, 1, with (φ(x), φ(x+1), φ(x+2)) = T_d (φ(t), φ(t+1), φ(t+2)) for x in [0, 1),
/// 2x = d + t, t in [0, 1): its entries are c_{2i+d-j}.
Eigen::Matrix3d refinement(int digit) {
    constexpr double root = std::numbers::sqrt3;
    constexpr std::array coefficients = {(1.0 + root) / 4.0, (3.0 + root) / 4.0, (3.0 - root) / 4.0,
                                         (1.0 - root) / 4.0};
    Eigen::Matrix3d matrix;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            const int k = 2 * i + digit - j;
            matrix(i, j) = k >= 0 && k <= 3 ? coefficients[static_cast<std::size_t>(k)] : 0.0;
        }
    return matrix;
}

} // namespace

double daubechies4(double x) {
    if (!(x > 0.0 && x < 3.0))
        return std::isnan(x) ? x : 0.0;
    static const std::array<Eigen::Matrix3d, 2> refinements = {refinement(0), refinement(1)};
    const double integer = std::floor(x);
    double rest = x - integer;
    // A double in [2^-75, 3) has no binary digit beyond 2^-128; below, φ is less than 1e-12 anyway.
    Eigen::RowVector3d row = Eigen::RowVector3d::Unit(static_cast<int>(integer));
    for (int step = 0; step < 128 && rest != 0.0; ++step) {
        const int digit = rest >= 0.5 ? 1 : 0;
        row = row * refinements[static_cast<std::size_t>(digit)];
        rest = 2.0 * rest - digit;
    }
    const Eigen::Vector3d atIntegers(0.0, 0.5 * (1.0 + std::numbers::sqrt3),
                                     0.5 * (1.0 - std::numbers::sqrt3));
    return row.dot(atIntegers);
}

double takagi(double x) {
    double rest = x - std::floor(x);
    double sum = 0.0;
    double weight = 1.0;
    for (int k = 0; k < 64 && rest != 0.0; ++k) {
        sum += weight * std::min(rest, 1.0 - rest);
        rest = 2.0 * rest - (rest >= 0.5 ? 1.0 : 0.0);
        weight *= 0.5;
    }
    return sum;
}

double cantor(double x) {
    if (x <= 0.0)
        return 0.0;
    if (x >= 1.0)
        return 1.0;
    double sum = 0.0;
    double weight = 0.5;
    for (int k = 0; k < 64; ++k) {
        const double tripled = 3.0 * x;
        if (tripled >= 1.0 && tripled <= 2.0)
            return sum + weight; // on a step of the staircase
        if (tripled > 2.0)
            sum += weight;
        x = tripled > 2.0 ? tripled - 2.0 : tripled;
        weight *= 0.5;
    }
    return sum;
}

} // namespace gradewise
