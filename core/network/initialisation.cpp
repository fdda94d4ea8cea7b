#include "core/network/initialisation.h"

#include "core/numbers/random.h"

#include <cmath>

namespace gradewise {

namespace {
constexpr auto initialisations = nameTable<Initialisation>({
    {Initialisation::FanIn, "fanIn", "fan-in"},
    {Initialisation::He, "he", "He"},
    {Initialisation::Glorot, "glorot", "Glorot"},
});
static_assert(initialisations.isWhole());
} // namespace

template <>
Names<Initialisation> namesOf<Initialisation>() {
    return initialisations;
}

Block initialised(const BlockShape& shape, Initialisation initialisation, Random& random) {
    Block block(shape);
    for (Index layer = 0; layer < block.layers(); ++layer) {
        auto weights = block.weights(layer);
        auto bias = block.bias(layer);
        const auto fanIn = static_cast<double>(weights.cols());
        const auto fanOut = static_cast<double>(weights.rows());
        const auto fill = [](auto entries, auto&& draw) {
            for (double& entry : entries.reshaped())
                entry = draw();
        };
        const auto uniform = [&random](double bound) {
            return [&random, bound] { return random.uniform(-bound, bound); };
        };
        switch (initialisation) {
        case Initialisation::FanIn:
            fill(weights, uniform(1.0 / std::sqrt(fanIn)));
            fill(bias, uniform(1.0 / std::sqrt(fanIn)));
            break;
        case Initialisation::He:
            fill(weights, [&] { return std::sqrt(2.0 / fanIn) * random.normal(); });
            break;
        case Initialisation::Glorot:
            fill(weights, uniform(std::sqrt(6.0 / (fanIn + fanOut))));
            break;
        }
    }
    return block;
}

} // namespace gradewise
