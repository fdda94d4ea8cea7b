#include "core/cost/multiply_adds.h"

#include "core/solver/solver.h"

namespace gradewise {

double trainingSamples(const ExperimentConfig& config) {
    const auto variables = static_cast<std::size_t>(inputsOf(config.target));
    return static_cast<double>(pointCount(config.samples.train, variables));
}

double epochMultiplyAdds(const GradeConfig& grade, const BlockShape& shape) {
    return solverOf(grade.solver).epochMultiplyAdds(shape);
}

double gradientWork(Index parameters, Index samples) {
    return 3.0 * static_cast<double>(parameters) * static_cast<double>(samples);
}

double hessianProductWork(Index parameters, Index samples) {
    return 4.0 * gradientWork(parameters, samples);
}

} // namespace gradewise
