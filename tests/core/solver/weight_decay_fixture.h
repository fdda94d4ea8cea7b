// What the tests of the convex solver share: data, a monitor, the objective from a block alone, and Adam on
// it.
#pragma once

#include "core/numbers/random.h"
#include "core/solver/fit.h"
#include "tests/solver_options.h"

#include <cmath>
#include <vector>

namespace gradewise::weightdecay {

struct Cloud {
    Matrix x; ///< m × n
    Matrix y; ///< t × n
};

/// Says yes so many times.
class Monitor : public FitMonitor {
public:
    explicit Monitor(int checkpoints = 1'000'000, Decision then = Decision::StopRun)
        : left_(checkpoints), then_(then) {}
    Decision checkpoint() override { return --left_ < 0 ? then_ : Decision::Continue; }
    Decision epochDone(const EpochReport& report, const Block& block) override {
        gaps.push_back(report.gap);
        last = report;
        blocks.push_back(block);
        return Decision::Continue;
    }
    double trainingSeconds() const override { return 0.0; }
    std::vector<double> gaps;
    std::vector<Block> blocks;
    EpochReport last;

private:
    int left_;
    Decision then_;
};

inline FitTask taskFor(const Cloud& samples, double regularisation, Index width) {
    FitTask task;
    task.shape = {samples.x.rows(), {width}, samples.y.rows(), Activation::Relu};
    task.solver = ConvexOptions{};
    convexOf(task.solver).regularisation = regularisation;
    return task;
}

using Solver = FitResult (*)(const FitTask&, const FitData&, FitMonitor&);

inline FitResult solve(const Cloud& samples, double regularisation, FitMonitor& monitor, Index width = 64,
                       Solver solver = fit) {
    const Matrix none(samples.x.rows(), 0);
    const Matrix noLabels(samples.y.rows(), 0);
    return solver(taskFor(samples, regularisation, width),
                  {samples.x, samples.y, none, noLabels, samples.y.norm(), 0.0}, monitor);
}

/// ½ mean|y - N|² + ½ β Σ(|w|² + |c|²), from the block alone.
inline double objectiveOf(const Block& block, const Cloud& samples, double regularisation) {
    const double squares = (samples.y - block.output(samples.x)).squaredNorm();
    return 0.5 * squares / static_cast<double>(samples.x.cols()) +
           0.5 * regularisation * (block.weights(0).squaredNorm() + block.weights(1).squaredNorm());
}

/// Adam on the same objective, all samples at once, falling rate; the least objective it saw.
inline double adam(const Cloud& samples, double regularisation, Index width, int epochs, std::uint64_t seed) {
    Random random(seed);
    Block block({samples.x.rows(), {width}, samples.y.rows(), Activation::Relu});
    for (double& p : block.parameters())
        p = random.normal();
    block.weights(1) /= std::sqrt(static_cast<double>(width));
    Block gradient = block;
    Vector first = Vector::Zero(block.parameters().size());
    Vector second = first;
    const auto n = static_cast<double>(samples.x.cols());
    double best = objectiveOf(block, samples, regularisation);
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        const Matrix hidden = block.hidden(samples.x);
        const Matrix error = (block.readOut(hidden) - samples.y) / n;
        const Matrix active = (hidden.array() > 0.0).cast<double>();
        const Matrix below = (block.weights(1).transpose() * error).cwiseProduct(active);
        gradient.weights(1) = error * hidden.transpose() + regularisation * block.weights(1);
        gradient.bias(1) = error.rowwise().sum();
        gradient.weights(0) = below * samples.x.transpose() + regularisation * block.weights(0);
        gradient.bias(0) = below.rowwise().sum();
        first = 0.9 * first + 0.1 * gradient.parameters();
        second = 0.999 * second + 0.001 * gradient.parameters().cwiseAbs2();
        const double rate = 0.03 * std::pow(0.01, static_cast<double>(epoch) / epochs);
        const Vector mean = first / (1.0 - std::pow(0.9, epoch));
        const Vector size = (second / (1.0 - std::pow(0.999, epoch))).cwiseSqrt();
        block.parameters().array() -= rate * mean.array() / (size.array() + 1e-8);
        best = std::min(best, objectiveOf(block, samples, regularisation));
    }
    return best;
}

} // namespace gradewise::weightdecay
