// Activations of arrays. Part of kernels_impl.cpp and, like it, compiled once for each instruction set.
#pragma once

#include "core/network/kernels_lanes.h"

// The vector versions of these functions (libmvec of the GNU C library, at most 4 ulp) may be used in loops.
extern "C" {
__attribute__((simd("notinbranch"))) double sin(double) noexcept;
__attribute__((simd("notinbranch"))) double cos(double) noexcept;
__attribute__((simd("notinbranch"))) double tanh(double) noexcept;
__attribute__((simd("notinbranch"))) double exp(double) noexcept;
__attribute__((simd("notinbranch"))) double erf(double) noexcept;
}

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

constexpr double inverseRoot2 = 0.70710678118654752440;
constexpr double inverseRoot2Pi = 0.39894228040143267794;

void activate(Activation activation, Size count, const double* z, double* a) {
    switch (activation) {
    case Activation::Relu:
        for (Size i = 0; i < count; ++i)
            a[i] = z[i] > 0.0 ? z[i] : 0.0;
        return;
    case Activation::Sin:
        for (Size i = 0; i < count; ++i)
            a[i] = sin(z[i]);
        return;
    case Activation::Tanh:
        for (Size i = 0; i < count; ++i)
            a[i] = tanh(z[i]);
        return;
    case Activation::Gelu:
        for (Size i = 0; i < count; ++i)
            a[i] = 0.5 * z[i] * (1.0 + erf(z[i] * inverseRoot2));
        return;
    }
}

void activateWithSlope(Activation activation, Size count, double* z, double* a) {
    switch (activation) {
    case Activation::Relu:
        for (Size i = 0; i < count; ++i) {
            a[i] = z[i] > 0.0 ? z[i] : 0.0;
            z[i] = z[i] >= 0.0 ? 1.0 : 0.0;
        }
        return;
    case Activation::Sin:
        for (Size i = 0; i < count; ++i) {
            a[i] = sin(z[i]);
            z[i] = cos(z[i]);
        }
        return;
    case Activation::Tanh:
        for (Size i = 0; i < count; ++i) {
            a[i] = tanh(z[i]);
            z[i] = 1.0 - a[i] * a[i];
        }
        return;
    case Activation::Gelu:
        for (Size i = 0; i < count; ++i) {
            const double distribution = 0.5 * (1.0 + erf(z[i] * inverseRoot2));
            const double density = inverseRoot2Pi * exp(-0.5 * z[i] * z[i]);
            a[i] = z[i] * distribution;
            z[i] = distribution + z[i] * density;
        }
        return;
    }
}

/// The factor σ' of ReLU from what trainLayer left: a negative zero says 0.
[[gnu::always_inline]] inline Lanes whereNotCutOff(Lanes hidden, Lanes value) {
    using Bits = long long __attribute__((vector_size(sizeof(Lanes))));
    const Bits cutOff = reinterpret_cast<Bits>(hidden) >> 63; // all ones where the sign is set
    return reinterpret_cast<Lanes>(~cutOff & reinterpret_cast<Bits>(value));
}

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
