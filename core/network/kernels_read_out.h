// A read-out of one output, there and back: its weights are a single row, so nothing of it is a product of
// matrices. Part of kernels_impl.cpp and, like it, compiled once for each instruction set.
#pragma once

#include "core/network/kernels_activation.h"

#include <type_traits>

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

/// Samples that are followed through a single output at once: none then waits for another one's sum.
constexpr Size together = 4;

/// out_j = W in_j + b for `count` samples, W of one row: sums along the columns of `in`.
template <Size count>
[[gnu::always_inline]] inline void dotProducts(const AffineMap& map, const Number* in, Number* out) {
    const Size whole = map.columns / lanes * lanes;
    Lanes sums[count] = {};
    for (Size k = 0; k < whole; k += lanes)
#pragma GCC unroll 8
        for (Size j = 0; j < count; ++j)
            sums[j] += load(map.weights + k) * load(in + j * map.columns + k);
    if (whole < map.columns)
#pragma GCC unroll 8
        for (Size j = 0; j < count; ++j)
            sums[j] += loadSome(map.weights + whole, map.columns - whole) *
                       loadSome(in + j * map.columns + whole, map.columns - whole);
#pragma GCC unroll 8
    for (Size j = 0; j < count; ++j)
        out[j] = map.bias[0] + sumOf(sums[j]);
}

/// Calls visit(first, count) for all samples, `together` at a time, then one by one; count is a constant.
template <class Visit>
[[gnu::always_inline]] inline void eachSamples(Size n, const Visit& visit) {
    Size j = 0;
    for (; j + together <= n; j += together)
        visit(j, std::integral_constant<Size, together>{});
    for (; j < n; ++j)
        visit(j, std::integral_constant<Size, 1>{});
}

/// What `count` samples tell a single output, on the way back: see trainReadOut.
template <Size count, class Slope>
[[gnu::always_inline]] inline void returnThrough(const ReadOutStep& step, Size first, const Number* delta,
                                                 const Slope& slope) {
    const Size width = step.map.columns;
    for (Size i = 0; i < width; i += lanes) {
        const Size rows = std::min(lanes, width - i);
        const Lanes weights = load(step.map.weights + i, rows);
        Lanes gradient = load(step.gradientWeights + i, rows);
        Lanes sum = load(step.belowSums + i, rows);
#pragma GCC unroll 8
        for (Size j = 0; j < count; ++j) {
            const Size at = (first + j) * width + i;
            const Lanes hidden = load(step.hidden + at, rows);
            const Lanes below = slope(hidden, weights * delta[j], at, rows);
            gradient += hidden * delta[j];
            sum += below;
            store(step.below + at, below, rows);
        }
        store(step.gradientWeights + i, gradient, rows);
        store(step.belowSums + i, sum, rows);
    }
}

template <class Slope>
Number trainReadOutWith(const ReadOutStep& step, Size n, const Slope& slope) {
    Number squares{};
    Number sum{};
    eachSamples(
        n, [&](Size first, auto count) __attribute__((always_inline)) {
            Number delta[count];
            dotProducts<count>(step.map, step.hidden + first * step.map.columns, delta);
            for (Size j = 0; j < count; ++j) {
                const Number difference = delta[j] - step.wanted[first + j];
                squares += difference * difference;
                delta[j] = step.scale * difference;
                sum += delta[j];
            }
            returnThrough<count>(step, first, delta, slope);
        });
    *step.gradientBias += sum;
    return squares;
}

Number trainReadOut(Activation activation, const ReadOutStep& step, Size n) {
    if (activation == Activation::Relu)
        return trainReadOutWith(
            step, n, [](Lanes hidden, Lanes value, Size, Size) __attribute__((always_inline)) {
                return whereNotCutOff(hidden, value);
            });
    const Number* const slopes = step.slope;
    return trainReadOutWith(
        step, n, [=](Lanes, Lanes value, Size at, Size count) __attribute__((always_inline)) {
            return value * load(slopes + at, count);
        });
}

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
