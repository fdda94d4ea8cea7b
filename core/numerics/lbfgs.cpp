#include "core/numerics/lbfgs.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {
constexpr double sufficient = 1e-4; ///< Armijo's share of the decrease that the slope promises
constexpr int maximumHalvings = 25;
} // namespace

Lbfgs::Lbfgs(Index variables, Index memory)
    : moves_(variables, memory),
      changes_(variables, memory),
      curvatures_(memory),
      weights_(memory),
      point_(variables),
      gradient_(variables),
      direction_(variables),
      trial_(variables),
      trialGradient_(variables) {}

bool Lbfgs::begin(const Vector& start, const Function& function) {
    const auto value = function(start, trialGradient_);
    begin(start, value.value_or(0.0), trialGradient_);
    return value.has_value();
}

void Lbfgs::begin(const Vector& start, double value, const Vector& gradient) {
    point_ = start;
    value_ = value;
    gradient_ = gradient;
    forget();
}

Step Lbfgs::step(const Function& function) {
    if (pairs_ > 0) {
        direct();
        const Step step = search(function, 1.0);
        if (step != Step::Stuck)
            return step;
        forget(); // the memory misled; the gradient itself may still lead down
    }
    const double slope = gradient_.norm();
    if (!(slope > 0.0) || !std::isfinite(slope))
        return Step::Stuck;
    direction_ = -gradient_;
    return search(function, 0.01 * std::max(point_.norm(), 1.0) / slope);
}

Step Lbfgs::search(const Function& function, double first) {
    const double slope = direction_.dot(gradient_);
    if (!(slope < 0.0))
        return Step::Stuck;
    double length = first;
    for (int halvings = 0; halvings <= maximumHalvings; ++halvings) {
        trial_ = point_;
        trial_ += length * direction_;
        const auto value = function(trial_, trialGradient_);
        if (!value)
            return Step::Interrupted;
        if (*value < value_ + sufficient * length * slope && trialGradient_.allFinite()) {
            remember();
            value_ = *value;
            return Step::Moved;
        }
        // The minimum of the parabola through what is known, kept within a tenth and a half.
        const double bend = *value - value_ - length * slope;
        const double parabola = std::isfinite(bend) && bend > 0.0 ? -0.5 * slope * length / bend : 0.0;
        length *= std::clamp(parabola, 0.1, 0.5);
    }
    return Step::Stuck;
}

void Lbfgs::remember() {
    const Index next = (newest_ + 1) % curvatures_.size();
    moves_.col(next) = trial_ - point_;
    changes_.col(next) = trialGradient_ - gradient_;
    const double curvature = moves_.col(next).dot(changes_.col(next));
    if (curvature > 1e-12 * moves_.col(next).norm() * changes_.col(next).norm()) {
        curvatures_(next) = 1.0 / curvature;
        newest_ = next;
        pairs_ = std::min(pairs_ + 1, curvatures_.size());
    }
    point_.swap(trial_);
    gradient_.swap(trialGradient_);
}

void Lbfgs::direct() {
    const Index memory = curvatures_.size();
    const auto column = [&](Index age) { return (newest_ - age + memory) % memory; };
    direction_ = -gradient_;
    for (Index age = 0; age < pairs_; ++age) {
        const Index k = column(age);
        weights_(k) = curvatures_(k) * moves_.col(k).dot(direction_);
        direction_ -= weights_(k) * changes_.col(k);
    }
    direction_ /= curvatures_(newest_) * changes_.col(newest_).squaredNorm();
    for (Index age = pairs_ - 1; age >= 0; --age) {
        const Index k = column(age);
        direction_ += (weights_(k) - curvatures_(k) * changes_.col(k).dot(direction_)) * moves_.col(k);
    }
}

} // namespace gradewise
