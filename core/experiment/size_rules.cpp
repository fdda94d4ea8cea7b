#include "core/experiment/size_rules.h"

#include "core/cost/memory.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

void checkPolish(Rules& rules, const ExperimentConfig& config) {
    double features = 0.0; // widths may be absurd
    for (const GradeConfig& grade : config.grades)
        if (!grade.hidden.empty())
            features += static_cast<double>(grade.hidden.back()) * static_cast<double>(grade.repeat);
    if (config.polish && features > static_cast<double>(limits::maximumPolished))
        rules.add("polish",
                  fmt::format("A joint read-out is possible for at most {} features, the last widths of "
                              "all grades together; here are {:.0f}. Switch it off, or take fewer or "
                              "narrower grades.",
                              limits::maximumPolished, features));
}

void checkSolverSizes(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs) {
    FedRows fed(inputs);
    for (std::size_t i = 0; i < config.grades.size(); ++i) {
        const GradeConfig& grade = config.grades[i];
        Index widest = 0;
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            widest = std::max(widest, fed.rows());
            fed.advance(grade.carry, {fed.rows(), grade.hidden, outputs, grade.activation});
        }
        solverOf(grade.solver)
            .checkSize(rules, fmt::format("grades[{}]", i), {widest, outputs, config.samples.train.count});
    }
}

void checkBalanced(Rules& rules, const ExperimentConfig& config, Index outputs) {
    const Index bounds = config.samples.train.count * outputs;
    for (std::size_t i = 0; i < config.grades.size(); ++i)
        if (config.grades[i].readOut == ReadOutRule::Balanced && bounds > limits::maximumBalanced)
            rules.add(
                fmt::format("grades[{}].readOut", i),
                fmt::format("A balanced read-out is possible for at most {} training samples times outputs, "
                            "not {}. Take fewer, or the read-out as trained.",
                            limits::maximumBalanced, bounds));
}

void checkMemory(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs) {
    constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
    const double bytes = estimatedBytes(config, inputs, outputs);
    // A larger run could be trained and written, and its file never be read again.
    const double weights = weightsOf(config, inputs, outputs);
    if (weights > limits::maximumWeights)
        rules.add("grades",
                  fmt::format("This run would have {:.0f} weights and biases; at most {:.0f} fit into "
                              "a run file. Take narrower layers or fewer grades.",
                              weights, limits::maximumWeights));
    else if (bytes > limits::maximumBytes)
        rules.add("grades",
                  fmt::format("This run would need about {:.0f} GiB of memory; the limit is {:.0f} GiB. Take "
                              "fewer samples, narrower layers, fewer grades or fewer epochs.",
                              std::ceil(bytes / gibibyte), limits::maximumBytes / gibibyte));
}

} // namespace gradewise
