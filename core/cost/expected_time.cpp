#include "core/cost/expected_time.h"

#include "core/network/block_workspace.h"
#include "core/network/carry.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <chrono>

namespace gradewise {

namespace {

constexpr double patience = 3e-3; ///< seconds
constexpr int mostRepeats = 50;
constexpr double alike = 1.3; ///< grades whose sizes differ by less are timed once

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds of one gradient of `samples` samples, measured on a tile of them.
double gradientSeconds(const BlockShape& shape, Index samples) {
    const Index n = std::min(samples, BlockWorkspace::tileSize);
    BlockWorkspace workspace(shape);
    const Vector parameters = Vector::Constant(shape.parameterCount(), 0.01);
    const Matrix in = Matrix::Constant(shape.inputs, n, 0.5);
    const Matrix labels = Matrix::Zero(shape.outputs, n);
    Vector gradient = Vector::Zero(parameters.size());
    // The fastest of some: the first is cold, and another program may come between.
    double fastest = 1e9;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < mostRepeats && (i < 2 || secondsSince(start) < patience); ++i) {
        const auto begun = std::chrono::steady_clock::now();
        workspace.accumulateGradient(parameters, in.data(), labels.data(), n, 1.0, gradient);
        fastest = std::min(fastest, secondsSince(begun));
    }
    return fastest * static_cast<double>(samples) / static_cast<double>(n);
}

/// A gradient of every training sample, and the error of every validation sample: a third of one.
double epochSeconds(const GradeConfig& grade, const BlockShape& shape, const SamplesConfig& samples) {
    const Index batch = batchOf(grade.solver, samples.train.count);
    const double one = gradientSeconds(shape, batch) / static_cast<double>(batch);
    return one *
           (static_cast<double>(samples.train.count) + static_cast<double>(samples.validation.count) / 3.0);
}

} // namespace

double expectedSeconds(const ExperimentConfig& config, Index inputs, Index outputs) {
    FedRows fed(inputs);
    double total = 0.0;
    double timed = 0.0; // an epoch of a grade with so many parameters
    double parameters = 0.0;
    for (const GradeConfig& grade : expandedGrades(config)) {
        const BlockShape shape{fed.rows(), grade.hidden, outputs, grade.activation};
        fed.advance(grade.carry, shape);
        if (!solverOf(grade.solver).descends())
            continue;
        const auto own = static_cast<double>(shape.parameterCount());
        if (std::max(own, parameters) > alike * std::min(own, parameters)) {
            timed = epochSeconds(grade, shape, config.samples);
            parameters = own;
        }
        const double seconds = static_cast<double>(mostEpochs(grade)) * timed * own / parameters;
        total += std::min(seconds, grade.stop.seconds.value_or(seconds));
    }
    return std::min(total, config.stop.seconds.value_or(total));
}

} // namespace gradewise
