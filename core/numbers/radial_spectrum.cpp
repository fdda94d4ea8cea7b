#include "core/numbers/radial_spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unsupported/Eigen/FFT>

namespace gradewise {

namespace {

using ComplexMatrix = Eigen::MatrixXcd;

/// At 0 … N − 1.
Vector hann(Index intervals) {
    const Vector turns = Vector::LinSpaced(intervals, 0.0, static_cast<double>(intervals - 1)) *
                         (2.0 * std::numbers::pi / static_cast<double>(intervals));
    return (0.5 * (1.0 - turns.array().cos())).matrix();
}

double trapezoidMean(const Matrix& square) {
    Vector weights = Vector::Ones(square.rows());
    weights(0) = weights(square.rows() - 1) = 0.5;
    return weights.dot(square * weights) / static_cast<double>((square.rows() - 1) * (square.cols() - 1));
}

/// Columns, then rows.
ComplexMatrix transformed(ComplexMatrix square) {
    Eigen::FFT<double> transform;
    Eigen::VectorXcd waves;
    for (int axis = 0; axis < 2; ++axis) {
        for (Index j = 0; j < square.cols(); ++j) {
            transform.fwd(waves, Eigen::VectorXcd(square.col(j)));
            square.col(j) = waves;
        }
        square.transposeInPlace();
    }
    return square;
}

} // namespace

Spectrum radialSpectrumOf(const Matrix& values, double width, double height) {
    Spectrum spectrum{1.0 / std::min(width, height), {}};
    const auto points = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(values.cols()))));
    const Index intervals = points - 1;
    if (points < 4)
        return spectrum;
    const Vector window = hann(intervals);
    const double scale = 8.0 / static_cast<double>(intervals * intervals);
    Matrix squares = Matrix::Zero(intervals, intervals);
    double means = 0.0;
    for (Index output = 0; output < values.rows(); ++output) {
        const Vector row = values.row(output);
        const Matrix square = row.reshaped(points, points);
        const double mean = trapezoidMean(square);
        means += mean * mean;
        const Matrix inner = (square.topLeftCorner(intervals, intervals).array() - mean).matrix();
        const Matrix weighted = window.asDiagonal() * inner * window.asDiagonal();
        squares += (scale * transformed(weighted.cast<std::complex<double>>())).cwiseAbs2();
    }
    spectrum.amplitude.assign(static_cast<std::size_t>((intervals + 1) / 2), 0.0);
    spectrum.amplitude[0] = std::sqrt(means);
    // Half of the plane: the values are real, and the other half mirrors it.
    for (Index l = 0; l < intervals; ++l)
        for (Index k = 0; k <= intervals / 2; ++k) {
            const auto along = static_cast<double>(k) / width;
            const auto across = static_cast<double>(std::min(l, intervals - l)) / height;
            const auto ring =
                static_cast<std::size_t>(std::lround(std::hypot(along, across) / spectrum.step));
            if (ring > 0 && ring < spectrum.amplitude.size())
                spectrum.amplitude[ring] = std::max(spectrum.amplitude[ring], std::sqrt(squares(k, l)));
        }
    return spectrum;
}

} // namespace gradewise
