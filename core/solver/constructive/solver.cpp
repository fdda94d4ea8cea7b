// The solver constructive: theorem mode.
#include "core/solver/solver.h"

#include "core/construction/plateau_bump.h"
#include "core/solver/constructive/constructive.h"
#include "core/target/target.h"

namespace gradewise {

namespace {

class ConstructiveSolver final : public Solver {
public:
    ConstructiveSolver()
        : Solver(
              {.name = "constructive",
               .displayName = "Constructive (theorem)",
               .shortName = "Theorem",
               .isBuilt = true,
               .keepsSamples = true,
               .advice = {.leftOut = {}},
               .pointwise =
                   "The theorem says that grades exist whose residual grows at no point; this one is built "
                   "to be such a grade at its training samples, and between them only as far as these are "
                   "close enough.",
               .norms = "The theorem says that grades exist at which every L^p norm, p < ∞, falls and the "
                        "largest error does not grow; this one is built so at its training samples.",
               .exhausted = "No bump lessens the residual on the training samples any more."}) {}

    SolverOptions defaults() const override { return ConstructiveOptions{}; }
    void check(Rules&, const std::string&, const GradeConfig&, Index) const override {}
    std::optional<Issue> mismatch(const SolverOptions&, const Target& target) const override {
        if (target.inputs() <= 2 && target.outputs() == 1)
            return std::nullopt;
        return Issue{".solver.name",
                     fmt::format("The solver constructive is for targets of one or two variables and one "
                                 "output; this one has {} and {}. Take varpro.",
                                 target.inputs(), target.outputs())};
    }
    std::vector<Index> builtWidths(const SolverOptions&, Index inputs) const override {
        return bumpWidths(inputs);
    }
    std::optional<Index> wantedSamples(Index inputs) const override { return theoremSamples(inputs); }
    double numbers(const BlockShape&, Index samples, Index) const override {
        return 5.0 * static_cast<double>(samples);
    }
    FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const override {
        return constructive(task, data, monitor);
    }
};

} // namespace

const Solver& solverOf(const ConstructiveOptions&) {
    static const ConstructiveSolver constructive;
    return constructive;
}

Index theoremSamples(Index inputs) {
    return inputs == 1 ? 40'001 : 401 * 401;
}

} // namespace gradewise
