#include "core/training/multiply_adds.h"

namespace gradewise {

namespace {

double firstLayerOf(const BlockShape& shape) {
    return static_cast<double>(shape.inputs) * static_cast<double>(shape.hidden.front());
}

} // namespace

double trainingSamples(const ExperimentConfig& config) {
    const auto variables = static_cast<std::size_t>(inputsOf(config.target));
    return static_cast<double>(pointCount(config.samples.train, variables));
}

double passMultiplyAdds(const BlockShape& shape) {
    double rows = static_cast<double>(shape.inputs);
    double weights = 0.0;
    for (const Index width : shape.hidden) {
        weights += rows * static_cast<double>(width);
        rows = static_cast<double>(width);
    }
    return weights + rows * static_cast<double>(shape.outputs);
}

double epochMultiplyAdds(const GradeConfig& grade, const BlockShape& shape) {
    const double pass = passMultiplyAdds(shape);
    const auto width = static_cast<double>(shape.features());
    switch (grade.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        return 3.0 * pass - firstLayerOf(shape);
    case SolverKind::VarPro:
        return 3.0 * pass - firstLayerOf(shape) + 0.5 * width * width;
    case SolverKind::Convex:
    case SolverKind::Constructive:
    case SolverKind::Textbook:
        break;
    }
    return pass;
}

double multiplyAdds(const RunRecord& run) {
    const double samples = trainingSamples(run.config);
    double sum = 0.0;
    for (std::size_t i = 0; i < run.grades.size(); ++i) {
        const GradeRecord& grade = run.grades[i];
        const BlockShape& shape = run.model.grade(i).block.shape();
        sum += samples * passMultiplyAdds(shape) +
               grade.multiplyAdds.value_or(static_cast<double>(grade.epochs) * samples *
                                           epochMultiplyAdds(grade.config, shape));
    }
    return sum;
}

double gradientWork(Index parameters, Index samples) {
    return 3.0 * static_cast<double>(parameters) * static_cast<double>(samples);
}

double hessianProductWork(Index parameters, Index samples) {
    return 4.0 * gradientWork(parameters, samples);
}

} // namespace gradewise
