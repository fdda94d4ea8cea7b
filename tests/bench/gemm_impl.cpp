// Compiled once for each instruction set, as core/network/kernels_impl.cpp is: see there.
#define Eigen GRADEWISE_EIGEN_NAMESPACE
#define EIGEN_STACK_ALLOCATION_LIMIT 1572864
#define EIGEN_DONT_PARALLELIZE

#include "tests/bench/gemm.h"

#include <Eigen/Core>

namespace gradewise::bench::GRADEWISE_ISA_NAMESPACE {

namespace {

using MatrixMap = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrixMap = Eigen::Map<const Eigen::MatrixXd>;

void forward(Size rows, Size columns, Size n, const double* weights, const double* in, double* out) {
    MatrixMap(out, rows, n).noalias() =
        ConstMatrixMap(weights, rows, columns) * ConstMatrixMap(in, columns, n);
}

void gradient(Size rows, Size columns, Size n, const double* delta, const double* in, double* result) {
    MatrixMap(result, rows, columns).noalias() =
        ConstMatrixMap(delta, rows, n) * ConstMatrixMap(in, columns, n).transpose();
}

void backward(Size rows, Size columns, Size n, const double* weights, const double* delta, double* below) {
    MatrixMap(below, columns, n).noalias() =
        ConstMatrixMap(weights, rows, columns).transpose() * ConstMatrixMap(delta, rows, n);
}

} // namespace

extern const Products table;
const Products table = {GRADEWISE_ISA_NAME, forward, gradient, backward};

} // namespace gradewise::bench::GRADEWISE_ISA_NAMESPACE
