#include "core/cost/remaining_time.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Multiply-adds of one epoch, roughly: each sample touches each weight in both directions, each step touches
/// each weight a few times more, and a step costs something even for a tiny network.
double epochCost(const GradeConfig& grade, const BlockShape& shape, Index samples) {
    constexpr double updateCost = 6.0;   // of Adam, in units of a weight's share of one sample
    constexpr double stepCost = 20000.0; // calls, shuffles and cold caches, in the same units
    const DescentOptions* const descent = descentOf(grade.solver);
    const Index batch = descent != nullptr && descent->batchSize > 0 ? descent->batchSize : samples;
    const auto n = static_cast<double>(samples);
    const double steps = std::ceil(n / static_cast<double>(batch));
    const auto weights = static_cast<double>(shape.parameterCount());
    return weights * (n + updateCost * steps) + stepCost * steps;
}

} // namespace

RemainingTime::RemainingTime(const ExperimentConfig& config, Index inputs, Index outputs)
    : runLimit_(config.stop.seconds) {
    FedRows fed(inputs);
    for (const GradeConfig& grade : expandedGrades(config)) {
        const BlockShape shape{fed.rows(), grade.hidden, outputs, grade.activation};
        work_.push_back(
            {mostEpochs(grade), epochCost(grade, shape, config.samples.train.count), grade.stop.seconds});
        fed.advance(grade.carry, shape);
    }
}

double RemainingTime::seconds(std::size_t grade, Index epoch, double secondsPerEpoch, double elapsed) const {
    double total = 0.0;
    for (std::size_t i = grade; i < work_.size(); ++i) {
        const Index epochs = work_[i].epochs - (i == grade ? epoch : 0);
        double own =
            static_cast<double>(epochs) * secondsPerEpoch * work_[i].epochCost / work_[grade].epochCost;
        if (work_[i].limit)
            own = std::min(own, *work_[i].limit);
        total += own;
    }
    if (runLimit_)
        total = std::min(total, std::max(0.0, *runLimit_ - elapsed));
    return total;
}

} // namespace gradewise
