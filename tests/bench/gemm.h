// Eigen's own matrix products, compiled with the flags of the kernels for the same instruction sets: the
// yardstick for a training step.
#pragma once

#include "core/network/kernels.h"

#include <string_view>

namespace gradewise::bench {

using kernels::Size;

/// The products of Eigen for one instruction set. All arrays are column-major, samples are columns.
struct Products {
    std::string_view instructionSet;
    /// out (rows × n) = W in, for W of rows × columns and in of columns × n.
    void (*forward)(Size rows, Size columns, Size n, const double* weights, const double* in, double* out);
    /// gradient (rows × columns) = delta inᵀ, for delta of rows × n.
    void (*gradient)(Size rows, Size columns, Size n, const double* delta, const double* in,
                     double* gradient);
    /// below (columns × n) = Wᵀ delta.
    void (*backward)(Size rows, Size columns, Size n, const double* weights, const double* delta,
                     double* below);
};

/// Those of the instruction set that the kernels use in this process.
const Products& products();

} // namespace gradewise::bench
