#include "core/solver/solver.h"

#include "core/network/multiply_adds.h"
#include "core/target/target.h"

namespace gradewise {

std::vector<Index> Solver::builtWidths(const SolverOptions&, Index) const {
    return {};
}

std::optional<Index> Solver::wantedSamples(Index) const {
    return std::nullopt;
}

void Solver::checkSize(Rules&, const std::string&, const GradeSize&) const {}

bool Solver::continues(const SolverOptions& before, const SolverOptions& options) const {
    return before.index() == options.index();
}

std::optional<Issue> Solver::mismatch(const SolverOptions&, const Target&) const {
    return std::nullopt;
}

std::optional<TargetConfig> Solver::ownTarget(const SolverOptions&) const {
    return std::nullopt;
}

std::string Solver::tooMany(const SolverOptions&, Index) const {
    return {};
}

Index Solver::mostEpochs(const GradeConfig& grade) const {
    return isBuilt() ? 1 : grade.stop.epochs;
}

double Solver::epochMultiplyAdds(const BlockShape& shape) const {
    return passMultiplyAdds(shape);
}

void checkOneReluLayer(Rules& rules, const std::string& path, const GradeConfig& grade) {
    const std::string_view solver = solverOf(grade.solver).name();
    if (grade.hidden.size() > 1)
        rules.add(path + ".hidden", fmt::format("The solver {} fits grades of one hidden layer; this one has "
                                                "{}. Take one layer, or the solver adam.",
                                                solver, grade.hidden.size()));
    if (grade.activation != Activation::Relu)
        rules.add(path + ".activation", fmt::format("The solver {} needs the activation relu, not {}. Take "
                                                    "relu, or the solver adam.",
                                                    solver, name(grade.activation)));
}

} // namespace gradewise
