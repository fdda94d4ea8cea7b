#include "core/sampled/sampled_problem.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace gradewise {

namespace {

double rootMeanSquare(const Matrix& values) {
    const double size = values.norm() / std::sqrt(static_cast<double>(values.cols()));
    return size > 0.0 ? size : 1.0;
}

} // namespace

SampledProblem sampledProblem(const Matrix& features, const Matrix& residual, double regularisation) {
    SampledProblem problem;
    problem.centre = features.rowwise().mean();
    problem.samples = features.colwise() - problem.centre;
    problem.length = rootMeanSquare(problem.samples);
    problem.samples /= problem.length;
    problem.wanted = residual.colwise() - residual.rowwise().mean();
    problem.scale = rootMeanSquare(problem.wanted);
    problem.wanted /= problem.scale;
    problem.price = regularisation / (problem.length * problem.scale);
    return problem;
}

std::vector<SampledNeuron> neuronsOf(const RampFit& fit, const WorkingSet& working,
                                     const SampledRamps& ramps) {
    std::vector<std::size_t> order(fit.members.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto rampOf = [&](std::size_t i) { return working.ramp(fit.members[i]); };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Ramp one = rampOf(a);
        const Ramp two = rampOf(b);
        return std::tie(one.direction, one.side, one.place) < std::tie(two.direction, two.side, two.place);
    });
    std::vector<SampledNeuron> neurons;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Ramp ramp = rampOf(order[i]);
        SampledNeuron neuron{ramp.direction, ramp.side, ramps.position(ramp),
                             fit.coefficients.col(static_cast<Index>(order[i]))};
        if (i + 1 < order.size() && neuron.coefficient.size() == 1 &&
            rampOf(order[i + 1]) == Ramp{ramp.direction, ramp.side, ramp.place + 1}) {
            const double own = neuron.coefficient(0);
            const double other = fit.coefficients(0, static_cast<Index>(order[i + 1]));
            if ((own > 0.0) == (other > 0.0)) {
                const double next = ramps.position(rampOf(order[++i]));
                neuron.position += other / (own + other) * (next - neuron.position);
                neuron.coefficient(0) += other;
            }
        }
        neurons.push_back(std::move(neuron));
    }
    return neurons;
}

Block blockOf(const SampledProblem& problem, const std::vector<SampledNeuron>& neurons,
              const SampledRamps& ramps, const BlockShape& shape, const Matrix& features,
              const Matrix& residual) {
    Block block(shape);
    for (std::size_t k = 0; k < neurons.size(); ++k) {
        const SampledNeuron& neuron = neurons[k];
        const Vector direction = ramps.direction(neuron.direction);
        const Vector coefficient = neuron.coefficient * (problem.scale / problem.length);
        const double size = std::sqrt(coefficient.norm());
        const auto row = static_cast<Index>(k);
        const double place = direction.dot(problem.centre) + problem.length * neuron.position;
        block.weights(0).row(row) = neuron.side * size * direction.transpose();
        block.bias(0)(row) = -neuron.side * size * place;
        block.weights(1).col(row) = coefficient / size;
    }
    block.bias(1) = (residual - block.output(features)).rowwise().mean();
    return block;
}

} // namespace gradewise
