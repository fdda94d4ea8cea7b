#include "ui/panels/network/neuron_function.h"

#include "core/target/sampling.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

// Multiplications allowed for one look, some 30 ms of one core of a laptop of 2020, and the number of weights
// beyond which not even the coarsest grid keeps to that.
constexpr double multiplications = 1.5e8;
constexpr Index mostWeights = 4'000'000;

bool isFrozen(const RunModel& model, std::size_t grade) {
    return grade < model.grades().size() && model.grades()[grade].block.has_value();
}

Index pointsPerAxisFor(const RunModel& model) {
    Index weights = 0;
    for (const ShownGrade& grade : model.grades())
        if (grade.block)
            weights += grade.record.parameters;
    if (weights > mostWeights)
        return 0;
    const double points = multiplications / static_cast<double>(std::max(Index{1}, weights));
    if (model.inputs() == 1)
        return static_cast<Index>(std::clamp(points, 65.0, 513.0));
    return static_cast<Index>(std::clamp(std::sqrt(points), 13.0, 41.0));
}

// A grid over the first two variables; the third, if there is one, stays in the middle of its interval.
Matrix probePoints(const Domain& domain, Index perAxis) {
    if (domain.size() < 3)
        return grid(domain, perAxis);
    const Matrix plane = grid({domain[0], domain[1]}, perAxis);
    Matrix points(static_cast<Index>(domain.size()), plane.cols());
    points.topRows(2) = plane;
    for (std::size_t i = 2; i < domain.size(); ++i)
        points.row(static_cast<Index>(i)).setConstant((domain[i].low + domain[i].high) / 2.0);
    return points;
}

std::vector<Matrix> hiddenLayers(const Block& block, const Matrix& input) {
    std::vector<Matrix> layers;
    const Activation activation = block.shape().activation;
    for (Index layer = 0; layer + 1 < block.layers(); ++layer) {
        Matrix z = block.weights(layer) * (layer == 0 ? input : layers.back());
        z.colwise() += Vector(block.bias(layer));
        layers.emplace_back(
            z.unaryExpr([activation](double value) { return gradewise::value(activation, value); }));
    }
    return layers;
}

} // namespace

void NeuronFunctions::clear() {
    inputs_.clear();
    layers_.clear();
    grade_.reset();
    perAxis_ = 0;
}

const Matrix& NeuronFunctions::inputOf(const RunModel& model, std::size_t grade) {
    if (inputs_.empty())
        inputs_.emplace_back(points_);
    while (inputs_.size() <= grade) {
        const ShownGrade& previous = model.grades()[inputs_.size() - 1];
        Fed next = inputs_.back();
        next.advance(previous.record.config.carry, previous.block->hidden(next.seen()), points_);
        inputs_.push_back(std::move(next));
    }
    return inputs_[grade].seen();
}

std::optional<NeuronFunction> NeuronFunctions::of(const RunModel& model, const NeuronId& neuron) {
    for (std::size_t grade = 0; grade <= neuron.grade; ++grade)
        if (!isFrozen(model, grade))
            return {};
    if (perAxis_ == 0) {
        perAxis_ = pointsPerAxisFor(model);
        if (perAxis_ == 0)
            return {};
        points_ = probePoints(model.domain(), perAxis_);
    }
    if (grade_ != neuron.grade) {
        layers_ = hiddenLayers(*model.grades()[neuron.grade].block, inputOf(model, neuron.grade));
        grade_ = neuron.grade;
    }
    if (neuron.layer >= layers_.size() || neuron.neuron >= layers_[neuron.layer].rows())
        return {};
    return NeuronFunction{perAxis_, layers_[neuron.layer].row(neuron.neuron).transpose()};
}

std::optional<NeuronWeights> neuronWeights(const RunModel& model, const NeuronId& neuron) {
    if (!isFrozen(model, neuron.grade))
        return {};
    const Block& block = *model.grades()[neuron.grade].block;
    const auto layer = static_cast<Index>(neuron.layer);
    if (layer + 1 >= block.layers() || neuron.neuron >= block.weights(layer).rows())
        return {};
    const Vector incoming = block.weights(layer).row(neuron.neuron).transpose();
    const Vector outgoing = block.weights(layer + 1).col(neuron.neuron);
    Index place = 0;
    outgoing.cwiseAbs().maxCoeff(&place);
    return NeuronWeights{
        incoming.size(), incoming.minCoeff(), incoming.maxCoeff(),        block.bias(layer)(neuron.neuron),
        outgoing.size(), outgoing(place),     layer + 2 == block.layers()};
}

} // namespace gradewise
