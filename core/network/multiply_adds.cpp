#include "core/network/multiply_adds.h"

namespace gradewise {

double passMultiplyAdds(const BlockShape& shape) {
    auto rows = static_cast<double>(shape.inputs);
    double weights = 0.0;
    for (const Index width : shape.hidden) {
        weights += rows * static_cast<double>(width);
        rows = static_cast<double>(width);
    }
    return weights + rows * static_cast<double>(shape.outputs);
}

double gradientMultiplyAdds(const BlockShape& shape) {
    const double firstLayer = static_cast<double>(shape.inputs) * static_cast<double>(shape.hidden.front());
    return 3.0 * passMultiplyAdds(shape) - firstLayer;
}

} // namespace gradewise
