// Limited-memory BFGS with an Armijo line search, one step at a time (Liu & Nocedal 1989).
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/step.h"

#include <functional>
#include <optional>
#include <vector>

namespace gradewise {

/// Minimises a function of p variables. Allocates when made only.
class Lbfgs {
public:
    /// Value at `point`, and the gradient there; nothing when the evaluation was interrupted. Infinite or NaN
    /// values count as worse than anything.
    using Function = std::function<std::optional<double>(const Vector& point, Vector& gradient)>;

    static constexpr Index usualMemory = 20;
    /// How many vectors of its variables it holds then: two a remembered step, and five.
    static constexpr double vectors = 2.0 * usualMemory + 5.0;

    explicit Lbfgs(Index variables, Index memory = usualMemory);

    /// Begins at `start`. False when the function was interrupted.
    bool begin(const Vector& start, const Function& function);
    /// The same where value and gradient are known.
    void begin(const Vector& start, double value, const Vector& gradient);
    /// Stuck when no smaller value lies along the gradient: a minimum, as far as rounding tells.
    Step step(const Function& function);

    const Vector& point() const { return point_; }
    double value() const { return value_; }

private:
    Step search(const Function& function, double first);
    void remember();
    void direct();
    void forget() { pairs_ = 0; }

    Matrix moves_;      ///< s_k, p × memory, a ring
    Matrix changes_;    ///< y_k, p × memory
    Vector curvatures_; ///< 1 / ⟨y_k, s_k⟩
    Vector weights_;    ///< of the two loops
    Index pairs_ = 0;   ///< in the ring
    Index newest_ = -1;
    Vector point_;
    Vector gradient_;
    Vector direction_;
    Vector trial_;
    Vector trialGradient_;
    double value_ = 0.0;
};

} // namespace gradewise
