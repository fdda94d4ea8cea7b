#include "core/numerics/band.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

bool factoriseBand(Matrix& band) {
    const Index width = band.rows() - 1;
    const Index size = band.cols();
    for (Index j = 0; j < size; ++j) {
        double* const column = &band(0, j);
        if (!(column[0] > 0.0) || !std::isfinite(column[0]))
            return false;
        const double pivot = std::sqrt(column[0]);
        const Index below = std::min(width, size - 1 - j);
        column[0] = pivot;
        for (Index d = 1; d <= below; ++d)
            column[d] /= pivot;
        for (Index c = 1; c <= below; ++c)
            for (Index d = c; d <= below; ++d)
                band(d - c, j + c) -= column[d] * column[c];
    }
    return true;
}

void solveBand(const Matrix& factor, Eigen::Ref<Matrix> right) {
    const Index width = factor.rows() - 1;
    const Index size = factor.cols();
    for (Index r = 0; r < right.cols(); ++r) {
        double* const x = &right(0, r);
        for (Index j = 0; j < size; ++j) {
            x[j] /= factor(0, j);
            for (Index d = 1; d <= std::min(width, size - 1 - j); ++d)
                x[j + d] -= factor(d, j) * x[j];
        }
        for (Index j = size - 1; j >= 0; --j) {
            for (Index d = 1; d <= std::min(width, size - 1 - j); ++d)
                x[j] -= factor(d, j) * x[j + d];
            x[j] /= factor(0, j);
        }
    }
}

} // namespace gradewise
