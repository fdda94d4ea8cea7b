// Matrix products whose result goes through something else on its way to memory: a bias, an activation, a
// mask. Part of kernels_impl.cpp and, like it, compiled once for each instruction set.
//
// At the sizes of grades (widths 16 to 256) half of a general product's trouble is packing. Here one operand
// is read a vector of rows at a time where it lies, the other one number at a time, and a block of the result
// stays in registers. Every entry is summed in the same order wherever it stands: a sample's value does not
// depend on the tile it is in.
#pragma once

#include "core/network/kernels_lanes.h"

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

// A block of the result is `tallest` vectors times `widest` columns. Together with a column of the left
// operand it must fit the registers (32 with AVX-512, else 16); at least 8 sums in flight hide the latency of
// a multiplication.
constexpr Size tallest = vectorBytes == 64 ? 4 : 3;
constexpr Size widest = 4;
/// Inner indices at once: the left operand's part, packed or not, then stays in the first-level cache.
constexpr Size deepest = 256;

/// The operand that is read by vectors: entry (i, k) is data[i + k step].
struct Left {
    const Number* data;
    Size step;
};

/// The operand that is read by numbers: entry (k, j) is data[k step + j column].
struct Right {
    const Number* data;
    Size step;
    Size column;
};

/// sums += left · right over `depth` inner indices.
template <Size height, Size width>
[[gnu::always_inline]] inline void multiply(Size depth, Left left, Right right,
                                            Lanes (&sums)[width][height]) {
    for (Size k = 0; k < depth; ++k) {
        Lanes column[height];
#pragma GCC unroll 8
        for (Size p = 0; p < height; ++p)
            column[p] = load(left.data + p * lanes);
#pragma GCC unroll 8
        for (Size j = 0; j < width; ++j) {
            const Number factor = right.data[j * right.column];
#pragma GCC unroll 8
            for (Size p = 0; p < height; ++p)
                sums[j][p] += column[p] * factor;
        }
        left.data += left.step;
        right.data += right.step;
    }
}

/// `height` vectors of rows (of the last only `count` rows) times all columns of the result. `result` begins
/// a sum with start(i, j, count) and takes it with finish(i, j, sum, count), for rows i … i + count - 1.
template <Size height, Size width, class Result>
[[gnu::always_inline]] inline Size sweep(Size row, Size count, Size column, Size columns, Size depth,
                                         Left left, Right right, const Result& result) {
    for (; column + width <= columns; column += width) {
        Lanes sums[width][height];
#pragma GCC unroll 8
        for (Size j = 0; j < width; ++j)
#pragma GCC unroll 8
            for (Size p = 0; p < height; ++p)
                sums[j][p] = result.start(row + p * lanes, column + j, count);
        multiply<height, width>(depth, left, {right.data + column * right.column, right.step, right.column},
                                sums);
#pragma GCC unroll 8
        for (Size j = 0; j < width; ++j)
#pragma GCC unroll 8
            for (Size p = 0; p < height; ++p)
                result.finish(row + p * lanes, column + j, sums[j][p], count);
    }
    return column;
}

template <Size height, class Result>
[[gnu::noinline]] void panel(Size row, Size columns, Size depth, Left left, Right right,
                             const Result& result) {
    const Size done = sweep<height, widest>(row, lanes, 0, columns, depth, left, right, result);
    sweep<height, 1>(row, lanes, done, columns, depth, left, right, result);
}

/// The last rows, less than a vector; `left` is padded with zeros.
template <class Result>
[[gnu::noinline]] void edge(Size row, Size count, Size columns, Size depth, Left left, Right right,
                            const Result& result) {
    const Size done = sweep<1, widest>(row, count, 0, columns, depth, left, right, result);
    sweep<1, 1>(row, count, done, columns, depth, left, right, result);
}

/// How many vectors high the next panel is: two of equal height rather than a low one at the end.
inline Size heightOf(Size vectors) {
    return vectors > tallest && vectors < 2 * tallest ? (vectors + 1) / 2 : std::min(vectors, tallest);
}

/// result (rows × columns) of left (rows × depth) and right (depth × columns), for depth ≤ deepest.
/// part(i, n, buffer) gives rows i … i + n - 1 of the left operand: where they lie, or packed into `buffer`
/// (n · deepest numbers), padded with zeros to a whole vector.
template <class LeftPart, class Result>
void product(Size rows, Size columns, Size depth, const LeftPart& part, Right right, const Result& result) {
    alignas(64) Number buffer[tallest * lanes * deepest];
    Size row = 0;
    while (rows - row >= lanes) {
        const Size height = heightOf((rows - row) / lanes);
        const Left left = part(row, height * lanes, buffer);
        if constexpr (tallest >= 4)
            if (height == 4)
                panel<4>(row, columns, depth, left, right, result);
        if (height == 3)
            panel<3>(row, columns, depth, left, right, result);
        if (height == 2)
            panel<2>(row, columns, depth, left, right, result);
        if (height == 1)
            panel<1>(row, columns, depth, left, right, result);
        row += height * lanes;
    }
    if (row < rows)
        edge(row, rows - row, columns, depth, part(row, rows - row, buffer), right, result);
}

/// Rows of a column-major matrix as the left operand. They are read where they lie unless the last vector
/// would be read beyond the end, or `packs` says that columns lie too far apart for the cache.
struct Rows {
    const Number* data;
    Size rows; ///< of the whole matrix
    Size depth;
    bool packs;

    Left operator()(Size row, Size n, Number* buffer) const {
        const Size whole = n / lanes * lanes;
        if (!packs && whole == n)
            return {data + row, rows};
        const Size step = whole == n ? n : lanes;
        for (Size k = 0; k < depth; ++k)
            for (Size i = 0; i < step; i += lanes)
                store(buffer + k * step + i, load(data + k * rows + row + i, std::min(lanes, n - i)));
        return {buffer, step};
    }
};

/// Columns of a column-major matrix as rows of the left operand: always packed.
struct Columns {
    const Number* data;
    Size rows; ///< of the matrix as it lies
    Size depth;

    Left operator()(Size row, Size n, Number* buffer) const {
        const Size step = (n + lanes - 1) / lanes * lanes;
        if (step != n)
            std::fill(buffer, buffer + step * depth, 0.0);
        for (Size i = 0; i < n; ++i)
            for (Size k = 0; k < depth; ++k)
                buffer[k * step + i] = data[(row + i) * rows + k];
        return {buffer, step};
    }
};

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
