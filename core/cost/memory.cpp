#include "core/cost/memory.h"

#include "core/network/block_workspace.h"
#include "core/solver/read_out/joint_read_out.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace gradewise {

namespace {

BlockShape shapeOf(const GradeConfig& grade, Index fed, Index outputs) {
    return {fed, grade.hidden, outputs, grade.activation};
}

/// Numbers that a balanced read-out keeps: the features, a basis of them, and the bands.
double balanceNumbers(const GradeConfig& grade, Index samples) {
    if (grade.readOut != ReadOutRule::Balanced || grade.hidden.empty())
        return 0.0;
    const auto width = static_cast<double>(grade.hidden.back()) + 1.0;
    return static_cast<double>(samples) * (3.0 * width + 6.0) + 6.0 * width * width;
}

/// Numbers of one step through a block, tile by tile.
double stepNumbers(const GradeConfig& grade, double fed, double outputs) {
    double rows = outputs;
    for (const Index width : grade.hidden)
        rows += static_cast<double>(width);
    const DescentOptions* const descent = descentOf(grade.solver);
    const double batch =
        descent == nullptr ? 0.0 : static_cast<double>(descent->batchSize); // copied together
    return 6.0 * static_cast<double>(BlockWorkspace::tileSize) * rows + batch * (fed + outputs);
}

/// The point sets of a run, one after another as they are taken on, and how many points each has.
struct Sets {
    std::array<double, 4> counts;
    double fitted() const { return counts[0] + counts[1]; }
    double all() const { return std::accumulate(counts.begin(), counts.end(), 0.0); }
};

/// Numbers that the features take, at the most, while the sets go past a grade one after another: of some the
/// new ones are there, of one both, and of the others the old ones.
double passingNumbers(const Sets& sets, double seen, double next, double hidden, bool moved) {
    double most = 0.0;
    double held = sets.all() * seen;
    for (const double count : sets.counts) {
        most = std::max(most, held + count * (moved ? next : hidden + next));
        held += count * (next - seen);
    }
    return most;
}

/// What the grades of an experiment come to.
struct Totals {
    double grades = 0.0;
    Index features = 0;
    double epochs = 0.0;
    double longest = 0.0; ///< epochs of a grade
};

Totals totalsOf(const std::vector<GradeConfig>& grades) {
    Totals totals;
    for (const GradeConfig& grade : grades) {
        totals.grades += static_cast<double>(grade.repeat);
        totals.features += grade.repeat * grade.hidden.back();
        const auto each = static_cast<double>(mostEpochs(grade));
        totals.epochs += static_cast<double>(grade.repeat) * each;
        totals.longest = std::max(totals.longest, each);
    }
    return totals;
}

/// Numbers that are held while a grade of that shape is fitted.
double fitNumbers(const GradeConfig& grade, const BlockShape& shape, const Sets& sets,
                  const SamplesConfig& samples) {
    const auto seen = static_cast<double>(shape.inputs);
    const auto t = static_cast<double>(shape.outputs);
    // In single precision the samples are copied at half the size.
    const DescentOptions* const descent = descentOf(grade.solver);
    const bool halved = descent != nullptr && descent->precision == Precision::Float;
    const double copied = halved ? 0.5 * sets.fitted() * (seen + t) : 0.0;
    const double solver =
        solverOf(grade.solver).numbers(shape, samples.train.count, samples.validation.count);
    return sets.all() * seen + sets.fitted() * t + copied + stepNumbers(grade, seen, t) +
           std::max(solver, balanceNumbers(grade, samples.train.count));
}

/// Numbers that the dearest grade, or the joint read-out after them all, holds.
double mostNumbers(const ExperimentConfig& config, Index inputs, Index outputs, const Sets& sets) {
    FedRows fed(inputs);
    double most = 0.0;
    for (const GradeConfig& grade : config.grades)
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            const BlockShape shape = shapeOf(grade, fed.rows(), outputs);
            const auto seen = static_cast<double>(shape.inputs);
            fed.advance(grade.carry, shape);
            const bool last = &grade == &config.grades.back() && copy + 1 == grade.repeat;
            const double passing =
                last ? sets.all() * seen // its own features are never held at once
                     : passingNumbers(sets, seen, static_cast<double>(fed.rows()),
                                      static_cast<double>(grade.hidden.back()), grade.carry == Carry::Hidden);
            most = std::max({most, fitNumbers(grade, shape, sets, config.samples), passing});
        }
    if (!config.polish)
        return most;
    const Totals totals = totalsOf(config.grades);
    const double outputsOfAll = totals.grades * static_cast<double>(outputs);
    return std::max(most, jointReadOutNumbers(totals.features, config.samples.train.count) +
                              sets.all() * (static_cast<double>(fed.rows()) + outputsOfAll));
}

} // namespace

double weightsOf(const ExperimentConfig& config, Index inputs, Index outputs) {
    FedRows fed(inputs);
    double weights = 0.0;
    for (const GradeConfig& grade : config.grades)
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            const BlockShape shape = shapeOf(grade, fed.rows(), outputs);
            weights += static_cast<double>(shape.parameterCount());
            fed.advance(grade.carry, shape);
        }
    return weights;
}

double estimatedBytes(const ExperimentConfig& config, Index inputs, Index outputs) {
    const auto d = static_cast<double>(inputs);
    const auto t = static_cast<double>(outputs);
    const auto axes = static_cast<std::size_t>(inputs);
    const double gridPoints = std::pow(static_cast<double>(defaultGridPerAxis(axes)), d);
    const SamplesConfig& samples = config.samples;
    const Sets sets{{static_cast<double>(samples.train.count), static_cast<double>(samples.validation.count),
                     static_cast<double>(samples.test.count), gridPoints}};
    const Totals totals = totalsOf(config.grades);
    const double points = sets.all() * (d + 4.0 * t); // places, labels, the sum so far, what is left
    // When the samples are gone, what is written takes their place: curves.csv as a text, run.json as a tree
    // of values and as a text, both of which grow by doubling.
    constexpr double bytesOfCurve = 24.0;
    constexpr double bytesOfWeight = 95.0;
    const double curves = totals.grades * gridPoints * t;
    const double weights = weightsOf(config, inputs, outputs);
    // Room is made at the beginning; a grade's part of it is packed when the run is kept in a folder. What
    // finds no room to be packed is left out of the folder and said: of the longest grades it is no reason to
    // refuse.
    constexpr double mostPacked = 32.0 * 1024.0 * 1024.0; // epochs
    const double history = (totals.epochs + std::min(totals.longest, mostPacked)) * bytesOfEpoch;
    const double written = std::max(bytesOfCurve * curves, bytesOfWeight * weights);
    const double numbers = mostNumbers(config, inputs, outputs, sets) + points;
    return std::max(8.0 * numbers, written) + 8.0 * (weights + curves) + history;
}

} // namespace gradewise
