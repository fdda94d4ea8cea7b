// The activation functions σ of a grade's hidden layers.
#pragma once

#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class Activation {
    Relu, ///< max(z, 0); its derivative at exactly 0 is taken as 1, as in the published code
    Sin,  ///< sin z
    Tanh, ///< tanh z
    Gelu, ///< z Φ(z) with the exact normal distribution function Φ (Hendrycks & Gimpel 2016)
};

template <>
Names<Activation> namesOf<Activation>();

/// σ(z), and its derivative σ'(z).
double value(Activation activation, double z);
double derivative(Activation activation, double z);
/// σ''(z); of ReLU 0, which leaves its kink out.
double secondDerivative(Activation activation, double z);

} // namespace gradewise
