#include "core/experiment/memory.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

struct GradeSize {
    double hidden = 0.0;     ///< sum of the hidden widths
    double features = 0.0;   ///< rows of the last hidden layer
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
    size.features = rows;
    return size;
}

/// Rows that the last of the repeated grades hands on beside its features.
double besideFeatures(const GradeConfig& grade, double inputs, double fed) {
    switch (grade.carry) {
    case Carry::Hidden:
        return 0.0;
    case Carry::HiddenAndInput:
        return inputs;
    case Carry::All:
        break;
    }
    const double features = grade.hidden.empty() ? 0.0 : static_cast<double>(grade.hidden.back());
    return fed + static_cast<double>(grade.repeat - 1) * features;
}

double sampleCount(const SamplesConfig& samples) {
    return static_cast<double>(samples.train.count) + static_cast<double>(samples.validation.count) +
           static_cast<double>(samples.test.count);
}

} // namespace

double estimatedBytes(const ExperimentConfig& config, Index inputs, Index outputs) {
    const auto d = static_cast<double>(inputs);
    const auto t = static_cast<double>(outputs);
    const auto axes = static_cast<std::size_t>(inputs);
    const double gridPoints = std::pow(static_cast<double>(defaultGridPerAxis(axes)), d);
    const double points = sampleCount(config.samples) + gridPoints;

    double fed = d;
    double perGrade = 0.0;
    double weights = 0.0;
    double grades = 0.0;
    double epochs = 0.0;
    for (const GradeConfig& grade : config.grades) {
        const GradeSize first = sizeOf(grade, fed, t);
        const double next = first.features + besideFeatures(grade, d, fed);
        const GradeSize later = sizeOf(grade, next, t);
        const auto repeat = static_cast<double>(grade.repeat);
        const auto step = static_cast<double>(grade.solver.batchSize > 0 ? grade.solver.batchSize
                                                                         : config.samples.train.count);
        const double live = points * (std::max(fed, next) + next + 3.0 * t) +
                            2.0 * step * (first.hidden + t) +
                            4.0 * std::max(first.parameters, later.parameters);
        perGrade = std::max(perGrade, live);
        weights += first.parameters + (repeat - 1.0) * later.parameters;
        grades += repeat;
        epochs += repeat * static_cast<double>(mostEpochs(grade));
        fed = next;
    }
    const double curves = grades * gridPoints * t;
    const double history = epochs * static_cast<double>(sizeof(double)) * 6.0;
    return 8.0 * (perGrade + weights + curves) + history;
}

} // namespace gradewise
