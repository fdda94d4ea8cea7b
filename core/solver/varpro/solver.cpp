// The solver varpro: the same network, fitted far more closely than by descent.
#include "core/solver/solver.h"

#include "core/network/multiply_adds.h"
#include "core/numerics/lbfgs.h"
#include "core/settings/check_settings.h"
#include "core/solver/varpro/greedy.h"
#include "core/solver/varpro/varpro.h"

#include <algorithm>

namespace gradewise {

namespace {

class VarProSolver final : public Solver {
public:
    /// All features of its grades are handed on, since from them its grades 3 to 6 (w = 32) lessen the
    /// training error 3.2, 3.8 and 1.8 times each (geometric means; smooth, osc50, radial2d), from the last
    /// grade's alone 1.6, 2.0 and 1.15 times.
    VarProSolver()
        : Solver({.name = "varpro",
                  .displayName = "VarPro",
                  .shortName = "VarPro",
                  .stopsAtZero = true,
                  .solvesReadOut = true,
                  .carry = Carry::All}) {}

    SolverOptions defaults() const override { return VarProOptions{}; }
    void check(Rules& rules, const std::string& path, const GradeConfig& grade, Index) const override {
        checkSettings(rules, path + ".solver", std::get<VarProOptions>(grade.solver));
        checkOneReluLayer(rules, path, grade);
    }
    Index mostEpochs(const GradeConfig& grade) const override {
        return std::min(std::get<VarProOptions>(grade.solver).steps, grade.stop.epochs);
    }
    double numbers(const BlockShape& shape, Index samples, Index validationSamples) const override;
    /// A gradient, and the products of the features for the read-out.
    double epochMultiplyAdds(const BlockShape& shape) const override {
        const auto width = static_cast<double>(shape.features());
        return gradientMultiplyAdds(shape) + 0.5 * width * width;
    }
    FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const override {
        return varpro(task, data, monitor);
    }
};

double VarProSolver::numbers(const BlockShape& shape, Index samples, Index validationSamples) const {
    const auto m = static_cast<double>(shape.inputs);
    const auto w = static_cast<double>(shape.features());
    const auto n = static_cast<double>(samples);
    if (shape.inputs == 1) // sorted samples, and for each node a band and some neurons
        return (10.0 + 4.0 * static_cast<double>(shape.outputs)) * (n + 4.0 * w) + 40.0 * w;
    const auto candidates = static_cast<double>(dictionarySize(shape.features()));
    const double searches = 2.0 * Lbfgs::vectors * w * (m + 1.0);
    const double selection = candidates * (std::min(candidates, n) + m);
    const auto t = static_cast<double>(shape.outputs);
    // What is whitened passes through two copies; later hidden values stand beside it, in the end twice.
    const double training = std::max(2.0 * m, m + 2.0 * w) + 3.0 * t;
    const double validation = m + t;
    return searches + selection + n * training + static_cast<double>(validationSamples) * validation +
           4.0 * m * m + 3.0 * w * w;
}

} // namespace

const Solver& solverOf(const VarProOptions&) {
    static const VarProSolver varpro;
    return varpro;
}

} // namespace gradewise
