// The arithmetic of blocks on tiles of samples: one source, compiled for several instruction sets, chosen
// once at run time. Plain pointers on purpose: nothing of Eigen crosses this border, so that code compiled
// for a newer processor can never be linked into the rest of the program.
//
// All arrays are column-major doubles; a tile is rows × n with one sample a column. Nothing here allocates.
// Results depend on the instruction set in the last bits (other summation order), never on the thread.
#pragma once

#include "core/network/activation.h"

#include <cstddef>
#include <string_view>

namespace gradewise::kernels {

using Size = std::ptrdiff_t;

/// z = W a + b with W of rows × columns.
struct AffineMap {
    const double* weights;
    const double* bias;
    Size rows;
    Size columns;
};

/// The state of Adam for `count` parameters, and one step's constants (Kingma & Ba 2015, algorithm 1).
struct AdamStep {
    Size count;
    double* parameters;
    const double* gradient;
    double* first;      ///< m, running mean of the gradient
    double* second;     ///< v, running mean of its square
    double rate;        ///< η / (1 - β₁^k)
    double secondScale; ///< 1 / (1 - β₂^k)
};

/// A tile's way through a read-out of one output and back. `map` has one row and m columns; all else is m or
/// m × n, n samples.
struct ReadOutStep {
    AffineMap map;
    const double* hidden; ///< last hidden activations,
    const double* slope;  ///< and σ' there, as trainLayer left them
    const double* wanted; ///< n
    double scale;
    double* gradientWeights; ///< m, added to
    double* gradientBias;    ///< 1, added to
    double* below;           ///< δ of the last hidden layer
    double* belowSums;       ///< m, added to: Σ of δ over the samples, that layer's bias gradient
};

struct Table {
    std::string_view instructionSet; ///< "x86-64", "x86-64-v3", "x86-64-v4"
    /// out (rows × n) = W in + b, for in of columns × n.
    void (*affine)(const AffineMap& map, const double* in, Size n, double* out);
    /// a_i = σ(z_i); a may be z.
    void (*activate)(Activation activation, Size count, const double* z, double* a);
    /// a_i = σ(z_i), and z_i is replaced by σ'(z_i).
    void (*activateWithSlope)(Activation activation, Size count, double* z, double* a);
    /// out (rows × n) = σ(W in + b).
    void (*layer)(Activation activation, const AffineMap& map, const double* in, Size n, double* out);
    /// The same for a step back: slope (rows × n) = σ'(W in + b). Of ReLU the sign of out says it, -0.0 where
    /// the slope is 0, and slope is not touched.
    void (*trainLayer)(Activation activation, const AffineMap& map, const double* in, Size n, double* out,
                       double* slope);
    /// gradientWeights += delta inᵀ, gradientBias += delta 1, for delta of rows × n, in of columns × n;
    /// gradientBias may be null.
    void (*accumulate)(const AffineMap& map, const double* delta, const double* in, Size n,
                       double* gradientWeights, double* gradientBias);
    /// below (columns × n) = (Wᵀ delta) ∘ σ', with hidden and slope as trainLayer left them.
    void (*backpropagate)(Activation activation, const AffineMap& map, const double* delta,
                          const double* hidden, const double* slope, Size n, double* below);
    /// below (columns × n) = (Wᵀ delta) where activation > 0, else 0: the step back through ρ(z), from ρ(z).
    void (*backpropagateRelu)(const AffineMap& map, const double* delta, const double* activation, Size n,
                              double* below);
    /// Lower triangle of sums (rows × rows) += a aᵀ, for a of rows × n.
    void (*gram)(Size rows, const double* a, Size n, double* sums);
    /// delta_i = scale (output_i - wanted_i); returns Σ (output_i - wanted_i)².
    double (*residual)(Size count, const double* output, const double* wanted, double scale, double* delta);
    /// The step of `hidden` through a single output: with δ = scale (W h + b - wanted), adds δ hᵀ and δ to
    /// the gradient, and makes below = (Wᵀ δ) ∘ slope. Returns Σ (W h + b - wanted)².
    double (*trainReadOut)(Activation activation, const ReadOutStep& step, Size n);
    /// θ -= rate m̂ / (sqrt(v̂) + 1e-8), with β₁ = 0.9, β₂ = 0.999.
    void (*adam)(const AdamStep& step);
    /// θ -= rate g.
    void (*descend)(Size count, double* parameters, const double* gradient, double rate);
};

/// The fastest table this processor can run. The environment variable GRADEWISE_ISA (x86-64, x86-64-v3 or
/// x86-64-v4) asks for a lower one, to compare.
const Table& active();

} // namespace gradewise::kernels
