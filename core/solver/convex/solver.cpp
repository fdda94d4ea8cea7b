// The solver convex: weight decay to its global minimum, and the proof that it is one.
#include "core/solver/solver.h"

#include "core/settings/check_settings.h"
#include "core/solver/convex/convex.h"
#include "core/solver/convex/convex_sampled.h"

#include <algorithm>

namespace gradewise {

namespace {

class ConvexSolver final : public Solver {
public:
    ConvexSolver()
        : Solver(
              {.name = "convex", .displayName = "Convex, certified", .shortName = "Convex", .proves = true}) {
    }

    SolverOptions defaults() const override { return ConvexOptions{}; }
    void check(Rules& rules, const std::string& path, const GradeConfig& grade,
               Index trainSamples) const override {
        const auto& options = std::get<ConvexOptions>(grade.solver);
        checkSettings(rules, path + ".solver", options);
        checkOneReluLayer(rules, path, grade);
        if (trainSamples > limits::maximumConvexSamples)
            rules.add(path + ".solver.name",
                      fmt::format("The solver convex takes at most {} training samples, not {}.",
                                  limits::maximumConvexSamples, trainSamples));
    }
    void checkSize(Rules& rules, const std::string& path, const GradeSize& size) const override {
        if ((size.outputs > 1 || size.features > 1) && size.samples > limits::maximumConvexSampled)
            rules.add(
                path + ".solver.name",
                fmt::format("The solver convex takes at most {} training samples where a grade sees several "
                            "features or fits several outputs, not {}. Take fewer, or the solver varpro.",
                            limits::maximumConvexSampled, size.samples));
    }
    Index mostEpochs(const GradeConfig& grade) const override {
        return std::min(std::get<ConvexOptions>(grade.solver).steps, grade.stop.epochs);
    }
    double numbers(const BlockShape& shape, Index samples, Index) const override {
        if (shape.inputs > 1 || shape.outputs > 1)
            return convexSampledNumbers(shape.inputs, shape.outputs, samples);
        // Constraints and their steps, the triangle, the lines under consideration, the outline that is
        // pruned.
        constexpr double each = 16.0 + 5.0 + 20.0 + 20.0;
        return each * static_cast<double>(samples);
    }
    FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const override {
        return convex(task, data, monitor);
    }
};

} // namespace

const Solver& solverOf(const ConvexOptions&) {
    static const ConvexSolver convex;
    return convex;
}

} // namespace gradewise
