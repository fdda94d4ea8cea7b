#include "core/training/multiply_adds.h"

#include "core/network/multiply_adds.h"
#include "core/solver/solver.h"

namespace gradewise {

double trainingSamples(const ExperimentConfig& config) {
    const auto variables = static_cast<std::size_t>(inputsOf(config.target));
    return static_cast<double>(pointCount(config.samples.train, variables));
}

double epochMultiplyAdds(const GradeConfig& grade, const BlockShape& shape) {
    return solverOf(grade.solver).epochMultiplyAdds(shape);
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
