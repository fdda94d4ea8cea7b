// The network in words: for screen readers, tool tips, and the window beside a neuron.
#pragma once

#include "ui/panels/network/network_layout.h"
#include "ui/panels/network/neuron_function.h"

#include <QStringList>

namespace gradewise {

/// "A network of 6 grades …": the whole picture.
QString networkSentence(const NetworkOutline& outline);
/// "Grade 2: 16 ReLU neurons in one hidden layer, 288 parameters. …"
QString gradeSentence(const NetworkOutline& outline, std::size_t grade);
/// "Grade 2, neuron 7 of 16"; with several hidden layers also which layer.
QString neuronTitle(const NetworkOutline& outline, const NeuronId& neuron);
/// The weights that meet in the neuron and leave it, one phrase a line.
QStringList weightLines(const NeuronWeights& weights);

} // namespace gradewise
