// The arithmetic of blocks on tiles of samples: one source, compiled for several instruction sets, chosen
// once at run time, for double and for float. Plain pointers on purpose: nothing of Eigen crosses this
// border, so that code compiled for a newer processor can never be linked into the rest of the program.
//
// All arrays are column-major numbers, double or float; a tile is rows × n with one sample a column. Nothing
// here allocates. Results depend on the instruction set in the last bits (other summation order), never on
// the thread.
#pragma once

#include "core/network/activation.h"

#include <cstddef>
#include <string_view>

namespace gradewise::kernels {

using Size = std::ptrdiff_t;

/// z = W a + b with W of rows × columns.
template <class Number>
struct AffineMapOf {
    const Number* weights;
    const Number* bias;
    Size rows;
    Size columns;
};
using AffineMap = AffineMapOf<double>;

/// The state of Adam for `count` parameters, and one step's constants (Kingma & Ba 2015, algorithm 1).
template <class Number>
struct AdamStepOf {
    Size count;
    Number* parameters;
    const Number* gradient;
    Number* first;      ///< m, running mean of the gradient
    Number* second;     ///< v, running mean of its square
    Number rate;        ///< η / (1 - β₁^k)
    Number secondScale; ///< 1 / (1 - β₂^k)
};

/// A tile's way through a read-out of one output and back. `map` has one row and m columns; all else is m or
/// m × n, n samples.
template <class Number>
struct ReadOutStepOf {
    AffineMapOf<Number> map;
    const Number* hidden; ///< last hidden activations,
    const Number* slope;  ///< and σ' there, as trainLayer left them
    const Number* wanted; ///< n
    Number scale;
    Number* gradientWeights; ///< m, added to
    Number* gradientBias;    ///< 1, added to
    Number* below;           ///< δ of the last hidden layer
    Number* belowSums;       ///< m, added to: Σ of δ over the samples, that layer's bias gradient
};

template <class Number>
struct TableOf {
    std::string_view instructionSet; ///< "x86-64", "x86-64-v3", "x86-64-v4"
    /// out (rows × n) = W in + b, for in of columns × n.
    void (*affine)(const AffineMapOf<Number>& map, const Number* in, Size n, Number* out);
    /// a_i = σ(z_i); a may be z.
    void (*activate)(Activation activation, Size count, const Number* z, Number* a);
    /// a_i = σ(z_i), and z_i is replaced by σ'(z_i).
    void (*activateWithSlope)(Activation activation, Size count, Number* z, Number* a);
    /// out (rows × n) = σ(W in + b).
    void (*layer)(Activation activation, const AffineMapOf<Number>& map, const Number* in, Size n,
                  Number* out);
    /// The same for a step back: slope (rows × n) = σ'(W in + b). Of ReLU the sign of out says it, -0.0 where
    /// the slope is 0, and slope is not touched.
    void (*trainLayer)(Activation activation, const AffineMapOf<Number>& map, const Number* in, Size n,
                       Number* out, Number* slope);
    /// gradientWeights += delta inᵀ, gradientBias += delta 1, for delta of rows × n, in of columns × n;
    /// gradientBias may be null.
    void (*accumulate)(const AffineMapOf<Number>& map, const Number* delta, const Number* in, Size n,
                       Number* gradientWeights, Number* gradientBias);
    /// below (columns × n) = (Wᵀ delta) ∘ σ', with hidden and slope as trainLayer left them.
    void (*backpropagate)(Activation activation, const AffineMapOf<Number>& map, const Number* delta,
                          const Number* hidden, const Number* slope, Size n, Number* below);
    /// below (columns × n) = (Wᵀ delta) where activation > 0, else 0: the step back through ρ(z), from ρ(z).
    void (*backpropagateRelu)(const AffineMapOf<Number>& map, const Number* delta, const Number* activation,
                              Size n, Number* below);
    /// Lower triangle of sums (rows × rows) += a aᵀ, for a of rows × n.
    void (*gram)(Size rows, const Number* a, Size n, Number* sums);
    /// delta_i = scale (output_i - wanted_i); returns Σ (output_i - wanted_i)².
    Number (*residual)(Size count, const Number* output, const Number* wanted, Number scale, Number* delta);
    /// The step of `hidden` through a single output: with δ = scale (W h + b - wanted), adds δ hᵀ and δ to
    /// the gradient, and makes below = (Wᵀ δ) ∘ slope. Returns Σ (W h + b - wanted)².
    Number (*trainReadOut)(Activation activation, const ReadOutStepOf<Number>& step, Size n);
    /// θ -= rate m̂ / (sqrt(v̂) + 1e-8), with β₁ = 0.9, β₂ = 0.999.
    void (*adam)(const AdamStepOf<Number>& step);
    /// θ -= rate g.
    void (*descend)(Size count, Number* parameters, const Number* gradient, Number rate);
};

using Table = TableOf<double>;

/// The fastest table this processor can run, for double or float. The environment variable GRADEWISE_ISA
/// (x86-64, x86-64-v3 or x86-64-v4) asks for a lower one, to compare.
template <class Number = double>
const TableOf<Number>& active();
template <>
const TableOf<double>& active<double>();
template <>
const TableOf<float>& active<float>();

} // namespace gradewise::kernels
