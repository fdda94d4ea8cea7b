#include "core/onevariable/ramp_network.h"

#include "core/onevariable/knot_fit.h"

#include <cmath>

namespace gradewise {

namespace {

/// Coefficients below this share of all changes are rounding.
constexpr double dust = 1e-13;

void addNeuron(RampNetwork& network, double direction, double position, double coefficient, double least) {
    if (std::abs(coefficient) <= least)
        return;
    network.neurons.push_back({direction, position, coefficient});
    if (direction < 0.0)
        network.constant -= coefficient * position;
}

} // namespace

// A kink may be a ramp to the right, one to the left, or both in shares; the right ones' coefficients must
// add up to the last slope, as far as they can without paying more, and a ramp from 0 on does the rest.
RampNetwork networkOf(const BrokenLine& line) {
    double up = 0.0;
    double down = 0.0;
    for (const Kink& kink : line.kinks)
        (kink.change > 0.0 ? up : down) += std::abs(kink.change);
    const double last = line.slope + up - down;
    const double through = last > up ? last - up : (last < -down ? last + down : 0.0);
    const double least = dust * (up + down + std::abs(through));

    RampNetwork network{line.start, {}};
    addNeuron(network, 1.0, 0.0, through, least);
    // All that falls to the right would make the last slope -down; each share moved over adds its size to it.
    double missing = last - through + down;
    for (const Kink& kink : line.kinks) {
        const double size = std::abs(kink.change);
        double moved = std::min(size, missing) <= least ? 0.0 : std::min(size, missing);
        if (size - moved <= least)
            moved = size;
        missing -= moved;
        const double moves = std::copysign(moved, kink.change);
        const double stays = kink.change - moves;
        addNeuron(network, 1.0, kink.position, kink.change > 0.0 ? moves : stays, least);
        addNeuron(network, -1.0, kink.position, kink.change > 0.0 ? stays : moves, least);
    }
    return network;
}

BrokenLine withFewerKinks(const RampProblem& problem, const BrokenLine& line) {
    const Knots knots = knotsOf(problem, line);
    BrokenLine result{line.start, line.slope, {}};
    for (std::size_t i = 0; i < line.kinks.size(); ++i) {
        Kink kink = line.kinks[i];
        if (i + 1 < line.kinks.size() && knots.at[i + 1] == knots.at[i] + 1 &&
            knots.changes[i + 1] == knots.changes[i]) {
            const Kink& next = line.kinks[++i];
            const double share = next.change / (kink.change + next.change);
            kink.position += share * (next.position - kink.position);
            kink.change += next.change;
        }
        result.kinks.push_back(kink);
    }
    return result;
}

Block blockOf(const RampProblem& problem, const RampNetwork& network, const BlockShape& shape) {
    Block block(shape);
    block.bias(1)(0) = problem.scale * network.constant;
    for (std::size_t k = 0; k < network.neurons.size(); ++k) {
        const RampNeuron& neuron = network.neurons[k];
        const double coefficient = neuron.coefficient * problem.scale / problem.length;
        const double size = std::sqrt(std::abs(coefficient));
        const auto row = static_cast<Index>(k);
        block.weights(0)(row, 0) = neuron.direction * size;
        block.bias(0)(row) = -neuron.direction * size * (problem.origin + problem.length * neuron.position);
        block.weights(1)(0, row) = std::copysign(size, coefficient);
    }
    return block;
}

} // namespace gradewise
