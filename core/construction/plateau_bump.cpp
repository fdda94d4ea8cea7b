#include "core/construction/plateau_bump.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

double ramp(double z) {
    return z > 0.0 ? z : 0.0;
}

} // namespace

double PlateauBump::slack(double scale) const {
    const double edge = std::min((b - a).minCoeff(), (d - c).minCoeff());
    constexpr double roundings = 8.0; // of two differences, a product and a sum, with room
    return roundings * std::numeric_limits<double>::epsilon() * (1.0 + scale / edge);
}

double PlateauBump::shape(const double* x, double delta) const {
    double sum = 1.0 - static_cast<double>(inputs()) - delta;
    for (Index i = 0; i < inputs(); ++i)
        sum += (ramp(x[i] - a[i]) - ramp(x[i] - b[i])) / (b[i] - a[i]) -
               (ramp(x[i] - c[i]) - ramp(x[i] - d[i])) / (d[i] - c[i]);
    return ramp(sum);
}

std::vector<Index> bumpWidths(Index inputs) {
    return {5 * inputs, inputs + 1};
}

Block bumpBlock(const BlockShape& shape, const PlateauBump& bump, const Vector& shift, double scale) {
    const Index d = bump.inputs();
    Block block(shape);
    auto first = block.weights(0);
    auto firstBias = block.bias(0);
    auto second = block.weights(1);
    const Vector* const corners[] = {&bump.a, &bump.b, &bump.c, &bump.d};
    for (Index i = 0; i < d; ++i) {
        const Index input = shape.inputs - d + i;
        const double rising = 1.0 / (bump.b[i] - bump.a[i]);
        const double falling = 1.0 / (bump.d[i] - bump.c[i]);
        const double coefficients[] = {rising, -rising, -falling, falling};
        for (Index k = 0; k < 4; ++k) {
            const Index neuron = 4 * i + k;
            first(neuron, input) = 1.0;
            firstBias[neuron] = -(*corners[k])[i];
            second(0, neuron) = coefficients[k];
        }
        first(4 * d + i, input) = 1.0;
        firstBias[4 * d + i] = shift[i];
        second(1 + i, 4 * d + i) = 1.0;
    }
    block.bias(1)[0] = 1.0 - static_cast<double>(d) - bump.slack(scale);
    block.weights(2)(0, 0) = bump.height;
    return block;
}

} // namespace gradewise
