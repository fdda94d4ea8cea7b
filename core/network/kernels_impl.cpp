// Compiled once for each instruction set and each kind of number (see core/CMakeLists.txt) with
// GRADEWISE_ISA_NAMESPACE, GRADEWISE_ISA_NAME and GRADEWISE_NUMBER set. Eigen's namespace is renamed with it:
// templates instantiated here carry another name than those of the rest of the program, so that the linker
// cannot mix instruction sets.
#define Eigen GRADEWISE_EIGEN_NAMESPACE
// Blocking buffers of products lie on the stack up to this size: no step of training touches the heap.
#define EIGEN_STACK_ALLOCATION_LIMIT 1572864
#define EIGEN_DONT_PARALLELIZE

#include "core/network/kernels.h"
#include "core/network/kernels_activation.h"
#include "core/network/kernels_product.h"
#include "core/network/kernels_read_out.h"

#include <Eigen/Core>

#include <cmath>

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

using Square = Eigen::Matrix<Number, Eigen::Dynamic, Eigen::Dynamic>;
using MatrixMap = Eigen::Map<Square>;
using ConstMatrixMap = Eigen::Map<const Square>;

/// A tile as the result of a product. What was summed over all inner indices goes through `last`, a function
/// of the sum, the place of its first entry and their count, on its way to memory.
template <class Last>
struct TileResult {
    const Number* bias; ///< what a sum begins with; null: 0
    Number* out;        ///< rows × n
    Size rows;
    Last last;
    bool begins = true; ///< these are the first inner indices
    bool ends = true;   ///< these are the last ones

    [[gnu::always_inline]] Lanes start(Size i, Size j, Size count) const {
        if (!begins)
            return load(out + j * rows + i, count);
        return bias != nullptr ? load(bias + i, count) : Lanes{};
    }
    [[gnu::always_inline]] void finish(Size i, Size j, Lanes sum, Size count) const {
        const Size at = j * rows + i;
        store(out + at, ends ? last(sum, at, count) : sum, count);
    }
};

/// From some rows on the columns of a matrix lie so far apart that a few rows of each are not kept in the
/// first-level cache; packing them pays if they are used often enough (found on an AMD Zen 4: with 64 rows
/// and more 3 to 15 % faster, with 32 rows some per cent slower).
constexpr bool packingPays(Size rows, Size uses) {
    return rows >= 48 && uses >= 32;
}

/// last(W in + b), a few hundred inner indices at a time.
template <class Last>
void forward(const AffineMap& map, const Number* in, Size n, Number* out, const Last& last) {
    TileResult<Last> result{map.bias, out, map.rows, last};
    for (Size begin = 0; begin < map.columns; begin += deepest) {
        const Size depth = std::min(deepest, map.columns - begin);
        result.begins = begin == 0;
        result.ends = begin + depth == map.columns;
        product(map.rows, n, depth,
                Rows{map.weights + begin * map.rows, map.rows, depth, packingPays(map.rows, n)},
                {in + begin, 1, map.columns}, result);
    }
}

/// last(Wᵀ delta).
template <class Last>
void backward(const AffineMap& map, const Number* delta, Size n, Number* below, const Last& last) {
    TileResult<Last> result{nullptr, below, map.columns, last};
    for (Size begin = 0; begin < map.rows; begin += deepest) {
        const Size depth = std::min(deepest, map.rows - begin);
        result.begins = begin == 0;
        result.ends = begin + depth == map.rows;
        product(map.columns, n, depth, Columns{map.weights + begin, map.rows, depth},
                {delta + begin, 1, map.rows}, result);
    }
}

void affine(const AffineMap& map, const Number* in, Size n, Number* out) {
    if (map.rows == 1)
        eachSamples(
            n, [&](Size j, auto count) __attribute__((always_inline)) {
                dotProducts<count>(map, in + j * map.columns, out + j);
            });
    else
        forward(
            map, in, n, out, [](Lanes sum, Size, Size) __attribute__((always_inline)) { return sum; });
}

void layer(Activation activation, const AffineMap& map, const Number* in, Size n, Number* out) {
    if (activation == Activation::Relu) {
        forward(
            map, in, n, out, [](Lanes sum, Size, Size) __attribute__((always_inline)) {
                return sum > Lanes{} ? sum : Lanes{};
            });
        return;
    }
    affine(map, in, n, out);
    activate(activation, map.rows * n, out, out);
}

void trainLayer(Activation activation, const AffineMap& map, const Number* in, Size n, Number* out,
                Number* slope) {
    if (activation == Activation::Relu) {
        forward(
            map, in, n, out, [](Lanes sum, Size, Size) __attribute__((always_inline)) {
                return sum >= Lanes{} ? sum : -Lanes{};
            });
        return;
    }
    affine(map, in, n, slope);
    activateWithSlope(activation, map.rows * n, slope, out);
}

/// sums (rows) += a 1, for a of rows × n; `height` vectors of rows, so that whole cache lines are read.
template <Size height>
[[gnu::always_inline]] inline void addColumns(Size row, Size count, Size rows, const Number* a, Size n,
                                              Number* sums) {
    Lanes even[height];
    Lanes odd[height] = {};
#pragma GCC unroll 8
    for (Size p = 0; p < height; ++p)
        even[p] = load(sums + row + p * lanes, count);
    Size j = 0;
    for (; j + 2 <= n; j += 2)
#pragma GCC unroll 8
        for (Size p = 0; p < height; ++p) {
            even[p] += load(a + j * rows + row + p * lanes, count);
            odd[p] += load(a + (j + 1) * rows + row + p * lanes, count);
        }
#pragma GCC unroll 8
    for (Size p = 0; p < height; ++p) {
        if (j < n)
            even[p] += load(a + j * rows + row + p * lanes, count);
        store(sums + row + p * lanes, even[p] + odd[p], count);
    }
}

void addColumns(Size rows, const Number* a, Size n, Number* sums) {
    constexpr Size height = 4;
    Size row = 0;
    for (; row + height * lanes <= rows; row += height * lanes)
        addColumns<height>(row, lanes, rows, a, n, sums);
    for (; row < rows; row += lanes)
        addColumns<1>(row, std::min(lanes, rows - row), rows, a, n, sums);
}

/// sums (rows × columns) += a bᵀ, for a of rows × n, b of columns × n.
void addProducts(Size rows, const Number* a, Size columns, const Number* b, Size n, Number* sums) {
    const auto keep = [](Lanes sum, Size, Size) __attribute__((always_inline)) {
        return sum;
    };
    const TileResult<decltype(keep)> result{nullptr, sums, rows, keep, false, false};
    for (Size begin = 0; begin < n; begin += deepest) {
        const Size depth = std::min(deepest, n - begin);
        product(rows, columns, depth, Rows{a + begin * rows, rows, depth, packingPays(rows, columns)},
                {b + begin * columns, columns, 1}, result);
    }
}

void accumulate(const AffineMap& map, const Number* delta, const Number* in, Size n, Number* gradientWeights,
                Number* gradientBias) {
    if (map.rows == 1) // a row lies in memory as a column does, which is the better way to make it
        addProducts(map.columns, in, 1, delta, n, gradientWeights);
    else
        addProducts(map.rows, delta, map.columns, in, n, gradientWeights);
    if (gradientBias != nullptr)
        addColumns(map.rows, delta, n, gradientBias);
}

/// Wᵀ delta of one output, a column of numbers times a row: each entry goes through `last`.
template <class Last>
void outerProduct(const AffineMap& map, const Number* delta, Size n, Number* below, const Last& last) {
    for (Size j = 0; j < n; ++j)
        for (Size i = 0; i < map.columns; i += lanes) {
            const Size count = std::min(lanes, map.columns - i);
            const Size at = j * map.columns + i;
            store(below + at, last(load(map.weights + i, count) * delta[j], at, count), count);
        }
}

template <class Last>
void throughWeights(const AffineMap& map, const Number* delta, Size n, Number* below, const Last& last) {
    if (map.rows == 1)
        outerProduct(map, delta, n, below, last);
    else
        backward(map, delta, n, below, last);
}

void backpropagate(Activation activation, const AffineMap& map, const Number* delta, const Number* hidden,
                   const Number* slope, Size n, Number* below) {
    if (activation == Activation::Relu)
        throughWeights(
            map, delta, n, below, [=](Lanes sum, Size at, Size count) __attribute__((always_inline)) {
                return whereNotCutOff(load(hidden + at, count), sum);
            });
    else
        throughWeights(
            map, delta, n, below, [=](Lanes sum, Size at, Size count) __attribute__((always_inline)) {
                return sum * load(slope + at, count);
            });
}

void backpropagateRelu(const AffineMap& map, const Number* delta, const Number* activation, Size n,
                       Number* below) {
    throughWeights(
        map, delta, n, below, [=](Lanes sum, Size at, Size count) __attribute__((always_inline)) {
            return load(activation + at, count) > Lanes{} ? sum : Lanes{};
        });
}

void gram(Size rows, const Number* a, Size n, Number* sums) {
    MatrixMap(sums, rows, rows).selfadjointView<Eigen::Lower>().rankUpdate(ConstMatrixMap(a, rows, n));
}

Number residual(Size count, const Number* output, const Number* wanted, Number scale, Number* delta) {
    Number squares{};
    for (Size i = 0; i < count; ++i) {
        const Number difference = output[i] - wanted[i];
        squares += difference * difference;
        delta[i] = scale * difference;
    }
    return squares;
}

void adam(const AdamStep& step) {
    constexpr auto beta1 = static_cast<Number>(0.9);
    constexpr auto beta2 = static_cast<Number>(0.999);
    constexpr auto epsilon = static_cast<Number>(1e-8);
    constexpr auto rest1 = static_cast<Number>(1.0 - 0.9);
    constexpr auto rest2 = static_cast<Number>(1.0 - 0.999);
    Number* const __restrict theta = step.parameters;
    Number* const __restrict first = step.first;
    Number* const __restrict second = step.second;
    const Number* const __restrict gradient = step.gradient;
    for (Size i = 0; i < step.count; ++i) {
        first[i] = beta1 * first[i] + rest1 * gradient[i];
        second[i] = beta2 * second[i] + rest2 * gradient[i] * gradient[i];
        theta[i] -= step.rate * first[i] / (std::sqrt(second[i] * step.secondScale) + epsilon);
    }
}

void descend(Size count, Number* parameters, const Number* gradient, Number rate) {
    for (Size i = 0; i < count; ++i)
        parameters[i] -= rate * gradient[i];
}

} // namespace

extern const TableOf<Number> table;
const TableOf<Number> table = {
    GRADEWISE_ISA_NAME, affine, activate, activateWithSlope, layer, trainLayer, accumulate, backpropagate,
    backpropagateRelu,  gram,   residual, trainReadOut,      adam,  descend};

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
