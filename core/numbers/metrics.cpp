#include "core/numbers/metrics.h"

#include <cmath>

namespace gradewise {

Metrics measure(const Matrix& residual, const Matrix& target) {
    Metrics m;
    const Index n = residual.cols();
    if (n == 0)
        return m;
    double sum = 0.0;
    double squares = 0.0;
    double targetSum = 0.0;
    double targetSquares = 0.0;
    double targetSup = 0.0;
    for (Index i = 0; i < n; ++i) {
        const double targetSquare = target.col(i).squaredNorm();
        const double targetSize = std::sqrt(targetSquare);
        const double computed = residual.col(i).norm();
        const double size = computed < unitRoundoff * targetSize ? unitRoundoff * targetSize : computed;
        sum += size;
        squares += size * size;
        if (size > m.sup || std::isnan(size)) {
            m.sup = size;
            m.worst = static_cast<std::size_t>(i);
        }
        targetSum += targetSize;
        targetSquares += targetSquare;
        targetSup = std::max(targetSup, targetSize);
    }
    const auto count = static_cast<double>(n);
    m.l1 = sum / count;
    m.mse = squares / count;
    m.halfMse = 0.5 * m.mse;
    m.l2 = std::sqrt(m.mse);
    // A target that vanishes on all points has no relative error: 0 / 0 says so, and x / 0 must say so too.
    const auto ratio = [](double part, double whole) { return whole > 0.0 ? part / whole : std::nan(""); };
    m.relativeL1 = ratio(sum, targetSum);
    m.rse = ratio(squares, targetSquares);
    m.relativeL2 = std::sqrt(m.rse);
    m.relativeSup = ratio(m.sup, targetSup);
    return m;
}

} // namespace gradewise
