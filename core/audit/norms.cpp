#include "core/audit/norms.h"

#include "core/numbers/metrics.h"

#include <cmath>

namespace gradewise {

namespace {

double sizeOf(const Matrix& values, Index column) {
    return values.rows() == 1 ? std::abs(values(0, column)) : values.col(column).stableNorm();
}

} // namespace

Norms normsOf(const Matrix& residual, const Matrix& target) {
    Norms norms;
    const Index n = residual.cols();
    if (n == 0)
        return norms;
    Vector sizes(n);
    for (Index j = 0; j < n; ++j) {
        const double floor = unitRoundoff * sizeOf(target, j);
        const double size = sizeOf(residual, j);
        sizes(j) = size < floor ? floor : size; // what is not a number stays so
    }
    const auto count = static_cast<double>(n);
    for (const double size : sizes)
        if (size > norms.sup || std::isnan(size))
            norms.sup = size;
    norms.l1 = sizes.sum() / count;
    if (!(norms.sup > 0.0) || !std::isfinite(norms.sup)) {
        norms.l2 = norms.l4 = norms.sup;
        return norms;
    }
    // Divided by the largest first: fourth powers of what is tiny or huge leave the range of numbers.
    const auto squares = (sizes / norms.sup).array().square();
    norms.l2 = norms.sup * std::sqrt(squares.sum() / count);
    norms.l4 = norms.sup * std::sqrt(std::sqrt(squares.square().sum() / count));
    return norms;
}

} // namespace gradewise
