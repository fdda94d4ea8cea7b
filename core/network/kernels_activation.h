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
__attribute__((simd("notinbranch"))) float sinf(float) noexcept;
__attribute__((simd("notinbranch"))) float cosf(float) noexcept;
__attribute__((simd("notinbranch"))) float tanhf(float) noexcept;
__attribute__((simd("notinbranch"))) float expf(float) noexcept;
__attribute__((simd("notinbranch"))) float erff(float) noexcept;
}

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

constexpr auto inverseRoot2 = static_cast<Number>(0.70710678118654752440);
constexpr auto inverseRoot2Pi = static_cast<Number>(0.39894228040143267794);
constexpr auto half = static_cast<Number>(0.5);
constexpr auto one = static_cast<Number>(1);

inline double sine(double z) {
    return sin(z);
}
inline double cosine(double z) {
    return cos(z);
}
inline double hyperbolicTangent(double z) {
    return tanh(z);
}
inline double exponential(double z) {
    return exp(z);
}
inline double errorFunction(double z) {
    return erf(z);
}
inline float sine(float z) {
    return sinf(z);
}
inline float cosine(float z) {
    return cosf(z);
}
inline float hyperbolicTangent(float z) {
    return tanhf(z);
}
inline float exponential(float z) {
    return expf(z);
}
inline float errorFunction(float z) {
    return erff(z);
}

void activate(Activation activation, Size count, const Number* z, Number* a) {
    switch (activation) {
    case Activation::Relu:
        for (Size i = 0; i < count; ++i)
            a[i] = z[i] > Number{} ? z[i] : Number{};
        return;
    case Activation::Sin:
        for (Size i = 0; i < count; ++i)
            a[i] = sine(z[i]);
        return;
    case Activation::Tanh:
        for (Size i = 0; i < count; ++i)
            a[i] = hyperbolicTangent(z[i]);
        return;
    case Activation::Gelu:
        for (Size i = 0; i < count; ++i)
            a[i] = half * z[i] * (one + errorFunction(z[i] * inverseRoot2));
        return;
    }
}

void activateWithSlope(Activation activation, Size count, Number* z, Number* a) {
    switch (activation) {
    case Activation::Relu:
        for (Size i = 0; i < count; ++i) {
            a[i] = z[i] > Number{} ? z[i] : Number{};
            z[i] = z[i] >= Number{} ? one : Number{};
        }
        return;
    case Activation::Sin:
        for (Size i = 0; i < count; ++i) {
            a[i] = sine(z[i]);
            z[i] = cosine(z[i]);
        }
        return;
    case Activation::Tanh:
        for (Size i = 0; i < count; ++i) {
            a[i] = hyperbolicTangent(z[i]);
            z[i] = one - a[i] * a[i];
        }
        return;
    case Activation::Gelu:
        for (Size i = 0; i < count; ++i) {
            const Number distribution = half * (one + errorFunction(z[i] * inverseRoot2));
            const Number density = inverseRoot2Pi * exponential(-half * z[i] * z[i]);
            a[i] = z[i] * distribution;
            z[i] = distribution + z[i] * density;
        }
        return;
    }
}

/// The factor σ' of ReLU from what trainLayer left: a negative zero says 0.
[[gnu::always_inline]] inline Lanes whereNotCutOff(Lanes hidden, Lanes value) {
    constexpr int signBit = 8 * sizeof(Number) - 1;
    const BitLanes cutOff = reinterpret_cast<BitLanes>(hidden) >> signBit; // all ones where the sign is set
    return reinterpret_cast<Lanes>(~cutOff & reinterpret_cast<BitLanes>(value));
}

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
