#include "core/numerics/nonnegative.h"

#include <Eigen/Cholesky>

#include <vector>

namespace gradewise {

namespace {

using Places = std::vector<Index>;

Places positiveOf(const Vector& x) {
    Places result;
    for (Index i = 0; i < x.size(); ++i)
        if (x(i) > 0.0)
            result.push_back(i);
    return result;
}

/// The minimum over the entries at `places`, the others zero.
Vector freeMinimum(const Matrix& quadratic, const Vector& linear, const Places& places) {
    Matrix part = quadratic(places, places);
    part.diagonal().array() *= 1.0 + 1e-14;
    return part.ldlt().solve(linear(places));
}

/// Goes towards the minimum over the positive entries and drops those that become zero on the way, until it
/// is reached; `entering` is positive there or is dropped. False when interrupted.
bool descend(const Matrix& quadratic, const Vector& linear, Vector& x, Index entering,
             const MayContinue& mayContinue) {
    for (Places places = positiveOf(x); !places.empty() || entering >= 0; places = positiveOf(x)) {
        if (!mayContinue())
            return false;
        if (entering >= 0 && x(entering) <= 0.0)
            places.push_back(entering);
        const Vector wanted = freeMinimum(quadratic, linear, places);
        double share = 1.0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double goal = wanted(static_cast<Index>(i));
            const double now = x(places[i]);
            if (!(goal > 0.0))
                share = std::min(share, now > 0.0 ? now / (now - goal) : 0.0);
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double goal = wanted(static_cast<Index>(i));
            double& entry = x(places[i]);
            const bool ends = !(goal > 0.0) && entry <= share * (entry - goal) * (1.0 + 1e-12);
            entry = ends ? 0.0 : entry + share * (goal - entry);
        }
        if (share >= 1.0)
            return true;
        entering = -1;
    }
    return true;
}

} // namespace

bool minimiseNonNegative(const Matrix& quadratic, const Vector& linear, double tolerance, Vector& x,
                         const MayContinue& mayContinue) {
    const auto value = [&] { return 0.5 * x.dot(quadratic * x) - linear.dot(x); };
    if (!descend(quadratic, linear, x, -1, mayContinue))
        return false;
    double before = value();
    for (Index round = 0; round < 3 * x.size(); ++round) {
        const Vector slopes = linear - quadratic * x;
        Index entering = -1;
        double steepest = tolerance;
        for (Index i = 0; i < x.size(); ++i)
            if (x(i) <= 0.0 && slopes(i) > steepest) {
                steepest = slopes(i);
                entering = i;
            }
        if (entering < 0)
            return true;
        const Vector last = x;
        if (!descend(quadratic, linear, x, entering, mayContinue))
            return false;
        const double now = value();
        if (!(now < before)) { // rounding
            x = last;
            return true;
        }
        before = now;
    }
    return true;
}

} // namespace gradewise
