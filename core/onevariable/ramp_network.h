// From a broken line to the neurons of a block, as few as the line needs, and to lines that need fewer.
#pragma once

#include "core/network/block.h"
#include "core/onevariable/ramp_problem.h"

#include <vector>

namespace gradewise {

/// coefficient · ρ(direction (x - position))
struct RampNeuron {
    double direction = 1.0; ///< 1 or -1
    double position = 0.0;
    double coefficient = 0.0;
};

/// constant + Σ of neurons
struct RampNetwork {
    double constant = 0.0;
    std::vector<RampNeuron> neurons;
};

/// A network that equals the line on [0, 1] at the least Σ|coefficient|, pathNorm(line): one neuron a kink
/// and at most one more.
RampNetwork networkOf(const BrokenLine& line);

/// Where kinks at neighbouring samples bend the same way, one kink between the two samples leaves all values
/// at samples and the path norm as they are (Debarre, Denoyelle, Unser & Fageot 2022): taken pair by pair.
BrokenLine withFewerKinks(const RampProblem& problem, const BrokenLine& line);

/// A line with at most `kinks` kinks: those go first whose removal moves the line least in mean square
/// (as Visvalingam & Whyatt simplify outlines), then the rest is fitted again under the same objective.
BrokenLine pruned(const RampProblem& problem, const BrokenLine& line, std::size_t kinks);

/// The network as a block with one hidden layer, in the samples' own units, each neuron's inner and outer
/// weight of equal size as weight decay wants them. Neurons that are not needed stay zero.
Block blockOf(const RampProblem& problem, const RampNetwork& network, const BlockShape& shape);

} // namespace gradewise
