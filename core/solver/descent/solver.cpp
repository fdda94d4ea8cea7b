// The solvers adam and gd: first-order descent, as published.
#include "core/solver/solver.h"

#include "core/network/multiply_adds.h"
#include "core/settings/check_settings.h"
#include "core/solver/descent/descent.h"

namespace gradewise {

namespace {

constexpr Advice adviceOnRates = {
    .stagnated = "Another learning rate, more epochs or the solver varpro may help.",
    .dead = "A smaller learning rate, another initialisation or another seed may help.",
    .worse = "A smaller learning rate or more epochs may help; with the guard on a grade never raises "
             "the training error.",
    .diverged = "Try a smaller learning rate, or the solver varpro."};

/// What the learning rate's settings ask of each other.
void checkRate(Rules& rules, const std::string& solver, const LearningRate& rate) {
    if (rate.final && *rate.final > rate.initial)
        rules.add(solver + ".finalLearningRate",
                  fmt::format("The final learning rate must be at most the learning rate {}; it is {}.",
                              rate.initial, *rate.final));
    if (rate.final && rate.decayFactor)
        rules.add(solver + ".decayFactor",
                  "A solver takes either finalLearningRate or decayFactor, not both; "
                  "remove one of them.");
}

template <class Options>
class DescentSolver final : public Solver {
public:
    using Solver::Solver;
    explicit DescentSolver(const SolverTraits& traits) : Solver(traits) {}

    SolverOptions defaults() const override { return Options{}; }
    void check(Rules& rules, const std::string& path, const GradeConfig& grade,
               Index trainSamples) const override {
        const auto& options = std::get<Options>(grade.solver);
        checkSettings(rules, path + ".solver", options);
        checkRate(rules, path + ".solver", options.rate);
        if (trainSamples >= 2)
            rules.wholeNumber(path + ".solver.batchSize", "batch size (0: all training samples at once)",
                              options.batchSize, 0, trainSamples);
    }
    /// Parameters, gradient, moments and the best so far.
    double numbers(const BlockShape& shape, Index, Index) const override {
        return 5.0 * static_cast<double>(shape.parameterCount());
    }
    double epochMultiplyAdds(const BlockShape& shape) const override { return gradientMultiplyAdds(shape); }
    FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const override {
        return descend(task, data, monitor);
    }
};

} // namespace

const Solver& solverOf(const AdamOptions&) {
    static const DescentSolver<AdamOptions> adam(SolverTraits{.name = "adam",
                                                              .displayName = "Adam",
                                                              .shortName = "Adam",
                                                              .descends = true,
                                                              .stopsAtZero = true,
                                                              .advice = adviceOnRates});
    return adam;
}

const Solver& solverOf(const GradientDescentOptions&) {
    static const DescentSolver<GradientDescentOptions> gradientDescent(
        SolverTraits{.name = "gd",
                     .displayName = "Gradient descent",
                     .shortName = "GD",
                     .descends = true,
                     .hasStepSize = true,
                     .stopsAtZero = true,
                     .advice = adviceOnRates});
    return gradientDescent;
}

} // namespace gradewise
