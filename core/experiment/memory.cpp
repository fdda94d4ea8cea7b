#include "core/experiment/memory.h"

#include "core/experiment/run_record.h"
#include "core/network/block_workspace.h"
#include "core/solver/convex.h"
#include "core/solver/joint_read_out.h"
#include "core/solver/varpro.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

struct GradeSize {
    double hidden = 0.0;     ///< sum of the hidden widths
    double parameters = 0.0; ///< weights and biases
};

GradeSize sizeOf(const GradeConfig& grade, double inputs, double outputs) {
    GradeSize size;
    double rows = inputs;
    for (const Index width : grade.hidden) {
        size.parameters += (rows + 1.0) * static_cast<double>(width);
        rows = static_cast<double>(width);
        size.hidden += rows;
    }
    size.parameters += (rows + 1.0) * outputs;
    return size;
}

/// Numbers that the solver of a grade that is fed with `fed` rows keeps beside the block.
double solverNumbers(const GradeConfig& grade, Index fed, Index outputs, Index samples) {
    const BlockShape shape{fed, grade.hidden, outputs, grade.activation};
    switch (grade.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        break;
    case SolverKind::VarPro:
        return varproNumbers(shape, samples);
    case SolverKind::Convex:
        return convexNumbers(fed, outputs, samples);
    case SolverKind::Textbook:
        return 0.0;
    case SolverKind::Constructive:
        return 5.0 * static_cast<double>(samples);
    }
    return 5.0 * static_cast<double>(shape.parameterCount());
}

/// Numbers that a balanced read-out keeps: the features, a basis of them, and the bands.
double balanceNumbers(const GradeConfig& grade, Index samples) {
    if (grade.readOut != ReadOutRule::Balanced || grade.hidden.empty())
        return 0.0;
    const auto width = static_cast<double>(grade.hidden.back()) + 1.0;
    return static_cast<double>(samples) * (3.0 * width + 6.0) + 6.0 * width * width;
}

/// Goes past all repetitions of a grade; returns the most rows that one of them sees.
Index mostRows(const GradeConfig& grade, Index outputs, FedRows& fed) {
    Index most = fed.rows();
    for (Index copy = 0; copy < grade.repeat; ++copy) {
        most = std::max(most, fed.rows());
        fed.advance(grade.carry, {fed.rows(), grade.hidden, outputs, grade.activation});
    }
    return most;
}

double sampleCount(const SamplesConfig& samples) {
    return static_cast<double>(samples.train.count) + static_cast<double>(samples.validation.count) +
           static_cast<double>(samples.test.count);
}

} // namespace

double weightsOf(const ExperimentConfig& config, Index inputs, Index outputs) {
    FedRows fed(inputs);
    double weights = 0.0;
    for (const GradeConfig& grade : config.grades)
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            weights +=
                sizeOf(grade, static_cast<double>(fed.rows()), static_cast<double>(outputs)).parameters;
            fed.advance(grade.carry, {fed.rows(), grade.hidden, outputs, grade.activation});
        }
    return weights;
}

double estimatedBytes(const ExperimentConfig& config, Index inputs, Index outputs) {
    const auto d = static_cast<double>(inputs);
    const auto t = static_cast<double>(outputs);
    const auto axes = static_cast<std::size_t>(inputs);
    const double gridPoints = std::pow(static_cast<double>(defaultGridPerAxis(axes)), d);
    const double points = sampleCount(config.samples) + gridPoints;

    FedRows fed(inputs);
    Index features = 0; // of all grades
    double perGrade = 0.0;
    double weights = 0.0;
    double grades = 0.0;
    double epochs = 0.0;
    for (const GradeConfig& grade : config.grades) {
        const GradeSize first = sizeOf(grade, static_cast<double>(fed.rows()), t);
        const Index most = mostRows(grade, outputs, fed);
        const GradeSize later = sizeOf(grade, static_cast<double>(most), t);
        const auto repeat = static_cast<double>(grade.repeat);
        const auto batch = static_cast<double>(grade.solver.batchSize); // copied together; 0: nothing is
        const auto tile = static_cast<double>(BlockWorkspace::tileSize);
        // In single precision the samples are copied at half the size.
        const double copied = grade.solver.precision == Precision::Float && descends(grade.solver.kind)
                                  ? 0.5 * points * (static_cast<double>(most) + t)
                                  : 0.0;
        const Index handedOn =
            &grade == &config.grades.back() ? most : fed.rows(); // the last hands on nothing
        const double live = points * (static_cast<double>(most + handedOn) + 3.0 * t) +
                            batch * (static_cast<double>(most) + t) + 6.0 * tile * (first.hidden + t) +
                            std::max(solverNumbers(grade, most, outputs, config.samples.train.count),
                                     balanceNumbers(grade, config.samples.train.count)) +
                            copied;
        perGrade = std::max(perGrade, live);
        weights += first.parameters + (repeat - 1.0) * later.parameters;
        grades += repeat;
        features += grade.repeat * grade.hidden.back();
        epochs += repeat * static_cast<double>(mostEpochs(grade));
    }
    if (config.polish)
        perGrade = std::max(perGrade, jointReadOutNumbers(features, config.samples.train.count) +
                                          points * (static_cast<double>(fed.rows()) + (grades + 3.0) * t));
    const double curves = grades * gridPoints * t;
    const double history =
        epochs * static_cast<double>(sizeof(HistoryPoint)); // room is made at the beginning
    return 8.0 * (perGrade + weights + curves) + history;
}

} // namespace gradewise
