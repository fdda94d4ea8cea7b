// What a step of descent does with its gradient.
#pragma once

#include "core/network/kernels.h"
#include "core/numbers/matrix.h"
#include "core/solver/descent/descent_state.h"

namespace gradewise {

/// θ ← θ - η g for the gradient g, or Adam (Kingma & Ba 2015, Algorithm 1):
/// m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², θ ← θ - η (m / (1 - β₁^k)) / (√(v / (1 - β₂^k)) + ε).
template <class Number>
class UpdateRule {
public:
    UpdateRule(bool adam, Index parameters) : adam_(adam), kernels_(kernels::active<Number>()) {
        if (adam) {
            first_ = VectorOf<Number>::Zero(parameters);
            second_ = VectorOf<Number>::Zero(parameters);
        }
    }

    void apply(VectorOf<Number>& parameters, const VectorOf<Number>& gradient, double rate) {
        if (!adam_) {
            kernels_.descend(gradient.size(), parameters.data(), gradient.data(), static_cast<Number>(rate));
            return;
        }
        power1_ *= 0.9;
        power2_ *= 0.999;
        kernels_.adam({gradient.size(), parameters.data(), gradient.data(), first_.data(), second_.data(),
                       static_cast<Number>(rate / (1.0 - power1_)),
                       static_cast<Number>(1.0 / (1.0 - power2_))});
    }

    void saveTo(DescentState& state) const {
        state.first = first_.template cast<double>();
        state.second = second_.template cast<double>();
        state.power1 = power1_;
        state.power2 = power2_;
    }
    bool fits(const DescentState& state) const {
        return state.first.size() == first_.size() && state.second.size() == second_.size();
    }
    void restoreFrom(const DescentState& state) {
        first_ = state.first.cast<Number>();
        second_ = state.second.cast<Number>();
        power1_ = state.power1;
        power2_ = state.power2;
    }

private:
    bool adam_;
    const kernels::TableOf<Number>& kernels_;
    VectorOf<Number> first_;
    VectorOf<Number> second_;
    double power1_ = 1.0; ///< β₁^k
    double power2_ = 1.0; ///< β₂^k
};

} // namespace gradewise
