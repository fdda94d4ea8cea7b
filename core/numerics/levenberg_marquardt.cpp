#include "core/numerics/levenberg_marquardt.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {
// Usual choices; the search is not sensitive to them.
constexpr double firstDamping = 1e-3;
constexpr double relief = 1.0 / 3.0; ///< after a step that led down
constexpr double restraint = 4.0;    ///< after one that did not
constexpr double smallestDamping = 1e-12;
constexpr double largestDamping = 1e8;
/// Shares of the largest curvature below which a variable is damped as if it had that much: one that does
/// nothing must not move without bound.
constexpr double flat = 1e-12;
} // namespace

LevenbergMarquardt::LevenbergMarquardt(Index variables)
    : point_(variables),
      gradient_(variables),
      trial_(variables),
      trialGradient_(variables),
      curvature_(variables, variables),
      damped_(variables, variables),
      damping_(firstDamping) {}

bool LevenbergMarquardt::begin(const Vector& start, const Function& function) {
    point_ = start;
    damping_ = firstDamping;
    const auto value = function(point_, gradient_);
    value_ = value.value_or(0.0);
    lastIsPoint_ = true;
    return value.has_value();
}

Step LevenbergMarquardt::step(const Function& function, const Curvature& curvature) {
    if (!lastIsPoint_ && !function(point_, gradient_))
        return Step::Interrupted;
    lastIsPoint_ = true;
    if (!curvature(curvature_))
        return Step::Interrupted;
    const double floor = flat * curvature_.diagonal().maxCoeff();
    if (!(floor > 0.0) || !std::isfinite(floor))
        return Step::Stuck;
    for (; damping_ <= largestDamping; damping_ *= restraint) {
        damped_ = curvature_;
        damped_.diagonal() += damping_ * curvature_.diagonal().cwiseMax(floor);
        const Eigen::LLT<Eigen::Ref<Matrix>> factor(damped_);
        if (factor.info() != Eigen::Success)
            continue;
        trial_ = point_ - factor.solve(gradient_);
        const auto value = function(trial_, trialGradient_);
        lastIsPoint_ = false;
        if (!value)
            return Step::Interrupted;
        if (*value < value_ && trialGradient_.allFinite()) {
            std::swap(point_, trial_);
            std::swap(gradient_, trialGradient_);
            value_ = *value;
            lastIsPoint_ = true;
            damping_ = std::max(damping_ * relief, smallestDamping);
            return Step::Moved;
        }
    }
    return Step::Stuck;
}

} // namespace gradewise
