// What one neuron of a frozen grade computes, as a function of the network's input.
#pragma once

#include "core/target/target.h"
#include "ui/models/run_model.h"
#include "ui/panels/network/network_layout.h"

#include <optional>
#include <vector>

namespace gradewise {

/// Values of a neuron on a grid of the domain.
struct NeuronFunction {
    Index perAxis = 0; ///< grid points an axis; x fastest
    Vector values;     ///< perAxis for one variable, perAxis² for two or more (the third in its middle)
};

/// Weights that meet in a neuron and leave it.
struct NeuronWeights {
    Index incoming = 0;
    double smallest = 0.0, largest = 0.0; ///< of the incoming weights
    double bias = 0.0;
    Index outgoing = 0;           ///< to the next layer, or the read-out's t weights
    double largestOutgoing = 0.0; ///< by size, with its sign
    bool last = false;            ///< the neuron belongs to the grade's last hidden layer
};

/// Evaluates neurons and keeps what earlier grades pass on, so that moving from neuron to neuron is cheap.
/// Forget everything when the run changes.
class NeuronFunctions {
public:
    /// Nothing when the grade is not frozen yet or the network too large to evaluate while the mouse moves.
    std::optional<NeuronFunction> of(const RunModel& model, const NeuronId& neuron);
    void clear();

private:
    const Matrix& inputOf(const RunModel& model, std::size_t grade);

    Matrix points_; ///< d × n
    Index perAxis_ = 0;
    std::vector<Fed> inputs_; ///< what grade l is fed with at the points
    std::optional<std::size_t> grade_;
    std::vector<Matrix> layers_; ///< all hidden layers of grade_ at the points
};

/// Nothing when the grade is not frozen yet.
std::optional<NeuronWeights> neuronWeights(const RunModel& model, const NeuronId& neuron);

} // namespace gradewise
