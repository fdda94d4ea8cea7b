#include "core/network/activation.h"

#include <cmath>
#include <numbers>

namespace gradewise {

namespace {
constexpr auto activations = nameTable<Activation>({
    {Activation::Relu, "relu", "ReLU"},
    {Activation::Sin, "sin", "sine"},
    {Activation::Tanh, "tanh", "tanh"},
    {Activation::Gelu, "gelu", "GELU"},
});
static_assert(activations.isWhole());

double normalDistribution(double z) {
    return 0.5 * (1.0 + std::erf(z / std::numbers::sqrt2));
}
} // namespace

template <>
Names<Activation> namesOf<Activation>() {
    return activations;
}

double value(Activation activation, double z) {
    switch (activation) {
    case Activation::Relu:
        return z > 0.0 ? z : 0.0;
    case Activation::Sin:
        return std::sin(z);
    case Activation::Tanh:
        return std::tanh(z);
    case Activation::Gelu:
        return z * normalDistribution(z);
    }
    return z;
}

double derivative(Activation activation, double z) {
    switch (activation) {
    case Activation::Relu:
        return z >= 0.0 ? 1.0 : 0.0;
    case Activation::Sin:
        return std::cos(z);
    case Activation::Tanh:
        return 1.0 - std::tanh(z) * std::tanh(z);
    case Activation::Gelu:
        return normalDistribution(z) +
               z * std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    }
    return 1.0;
}

double secondDerivative(Activation activation, double z) {
    switch (activation) {
    case Activation::Relu:
        return 0.0;
    case Activation::Sin:
        return -std::sin(z);
    case Activation::Tanh:
        return -2.0 * std::tanh(z) * (1.0 - std::tanh(z) * std::tanh(z));
    case Activation::Gelu:
        return (2.0 - z * z) * std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    }
    return 0.0;
}

} // namespace gradewise
