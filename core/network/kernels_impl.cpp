// Compiled once for each instruction set (see core/CMakeLists.txt) with GRADEWISE_ISA_NAMESPACE and
// GRADEWISE_ISA_NAME set. Eigen's namespace is renamed with it: templates instantiated here carry another
// name than those of the rest of the program, so that the linker cannot mix instruction sets.
#define Eigen GRADEWISE_EIGEN_NAMESPACE
// Blocking buffers of products lie on the stack up to this size: no step of training touches the heap.
#define EIGEN_STACK_ALLOCATION_LIMIT 1572864
#define EIGEN_DONT_PARALLELIZE

#include "core/network/kernels.h"

#include <Eigen/Core>

#include <cmath>

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

using MatrixMap = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrixMap = Eigen::Map<const Eigen::MatrixXd>;
using VectorMap = Eigen::Map<Eigen::VectorXd>;
using ConstVectorMap = Eigen::Map<const Eigen::VectorXd>;

void affine(const AffineMap& map, const double* in, Size n, double* out) {
    const ConstVectorMap bias(map.bias, map.rows);
    MatrixMap z(out, map.rows, n);
    if (map.columns == 1) { // a general product with inner size 1 would pack for nothing
        const ConstVectorMap weights(map.weights, map.rows);
        for (Size j = 0; j < n; ++j)
            z.col(j) = weights * in[j] + bias;
        return;
    }
    const ConstMatrixMap weights(map.weights, map.rows, map.columns);
    const ConstMatrixMap a(in, map.columns, n);
    z.colwise() = bias;
    z.noalias() += weights * a;
}

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

void accumulate(const AffineMap& map, const double* delta, const double* in, Size n, double* gradientWeights,
                double* gradientBias) {
    const ConstMatrixMap d(delta, map.rows, n);
    const ConstMatrixMap a(in, map.columns, n);
    MatrixMap(gradientWeights, map.rows, map.columns).noalias() += d * a.transpose();
    // As a product the sums stay in registers; column by column each would wait for the last one's store.
    static constexpr double one = 1.0;
    const Eigen::Map<const Eigen::VectorXd, 0, Eigen::InnerStride<>> ones(&one, n, Eigen::InnerStride<>(0));
    VectorMap(gradientBias, map.rows).noalias() += d * ones;
}

void outerProduct(const AffineMap& map, const double* __restrict delta, const double* __restrict slope,
                  Size n, double* __restrict below) {
    const double* const __restrict weights = map.weights;
    const Size columns = map.columns;
    for (Size j = 0; j < n; ++j)
        for (Size i = 0; i < columns; ++i)
            below[j * columns + i] = weights[i] * delta[j] * slope[j * columns + i];
}

void backpropagate(const AffineMap& map, const double* delta, const double* slope, Size n, double* below) {
    if (map.rows == 1) { // an outer product: see affine()
        outerProduct(map, delta, slope, n, below);
        return;
    }
    MatrixMap out(below, map.columns, n);
    const ConstMatrixMap slopes(slope, map.columns, n);
    const ConstMatrixMap weights(map.weights, map.rows, map.columns);
    const ConstMatrixMap d(delta, map.rows, n);
    out.noalias() = weights.transpose() * d;
    out.array() *= slopes.array();
}

void backpropagateRelu(const AffineMap& map, const double* delta, const double* activation, Size n,
                       double* below) {
    MatrixMap out(below, map.columns, n);
    if (map.rows == 1) { // an outer product: see affine()
        for (Size j = 0; j < n; ++j) {
            const double* const a = activation + j * map.columns;
            double* const b = below + j * map.columns;
            for (Size i = 0; i < map.columns; ++i)
                b[i] = a[i] > 0.0 ? map.weights[i] * delta[j] : 0.0;
        }
        return;
    }
    const ConstMatrixMap weights(map.weights, map.rows, map.columns);
    const ConstMatrixMap d(delta, map.rows, n);
    out.noalias() = weights.transpose() * d;
    for (Size i = 0; i < out.size(); ++i)
        below[i] = activation[i] > 0.0 ? below[i] : 0.0;
}

void gram(Size rows, const double* a, Size n, double* sums) {
    MatrixMap(sums, rows, rows).selfadjointView<Eigen::Lower>().rankUpdate(ConstMatrixMap(a, rows, n));
}

double residual(Size count, const double* output, const double* wanted, double scale, double* delta) {
    double squares = 0.0;
    for (Size i = 0; i < count; ++i) {
        const double difference = output[i] - wanted[i];
        squares += difference * difference;
        delta[i] = scale * difference;
    }
    return squares;
}

void adam(const AdamStep& step) {
    constexpr double beta1 = 0.9;
    constexpr double beta2 = 0.999;
    constexpr double epsilon = 1e-8;
    double* const __restrict theta = step.parameters;
    double* const __restrict first = step.first;
    double* const __restrict second = step.second;
    const double* const __restrict gradient = step.gradient;
    for (Size i = 0; i < step.count; ++i) {
        first[i] = beta1 * first[i] + (1.0 - beta1) * gradient[i];
        second[i] = beta2 * second[i] + (1.0 - beta2) * gradient[i] * gradient[i];
        theta[i] -= step.rate * first[i] / (std::sqrt(second[i] * step.secondScale) + epsilon);
    }
}

void descend(Size count, double* parameters, const double* gradient, double rate) {
    for (Size i = 0; i < count; ++i)
        parameters[i] -= rate * gradient[i];
}

} // namespace

extern const Table table;
const Table table = {GRADEWISE_ISA_NAME,
                     affine,
                     activate,
                     activateWithSlope,
                     accumulate,
                     backpropagate,
                     backpropagateRelu,
                     gram,
                     residual,
                     adam,
                     descend};

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
