// The activation functions σ of a grade's hidden layers.
#pragma once

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

/// All activations, in the order in which they are offered.
std::span<const Activation> allActivations();
/// The name in files and on the command line: "relu", "sin", "tanh", "gelu".
std::string_view name(Activation activation);
/// The name for people: "ReLU", "sine", "tanh", "GELU".
std::string_view displayName(Activation activation);
/// The activation of that file name, or nothing.
std::optional<Activation> activationFromName(std::string_view text);

/// σ(z), and its derivative σ'(z).
double value(Activation activation, double z);
double derivative(Activation activation, double z);
/// σ''(z); of ReLU 0, which leaves its kink out.
double secondDerivative(Activation activation, double z);

} // namespace gradewise
