// Levenberg–Marquardt: damped Gauss–Newton steps for small least-squares problems (Marquardt 1963).
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/step.h"

#include <functional>
#include <optional>

namespace gradewise {

/// Minimises a function of p variables whose curvature is known to first order. A step solves one p × p
/// system for each damping it tries, so p is at most a few hundred.
class LevenbergMarquardt {
public:
    /// Value at `point`, and the gradient there; nothing when interrupted. Infinite or NaN counts as worse.
    using Function = std::function<std::optional<double>(const Vector& point, Vector& gradient)>;
    /// JᵀJ in the units of the function, p × p, at the point that was evaluated last; false when interrupted.
    using Curvature = std::function<bool(Matrix& curvature)>;

    explicit LevenbergMarquardt(Index variables);

    /// Begins at `start`. False when the function was interrupted.
    bool begin(const Vector& start, const Function& function);
    /// Stuck when no damping leads to a smaller value.
    Step step(const Function& function, const Curvature& curvature);

    const Vector& point() const { return point_; }
    double value() const { return value_; }

private:
    Vector point_;
    Vector gradient_;
    Vector trial_;
    Vector trialGradient_;
    Matrix curvature_;
    Matrix damped_;
    double damping_;
    double value_ = 0.0;
    bool lastIsPoint_ = true; ///< whether the function was last evaluated at point_
};

} // namespace gradewise
