#include "core/solver/constructive/constructive.h"

#include "core/construction/plateau_bump.h"
#include "core/numbers/metrics.h"
#include "core/solver/built_fit.h"

#include <optional>

namespace gradewise {

namespace {

/// What makes the variables positive, so that ρ hands them on as they are. Samples need not reach the border
/// of the domain: there is room of one range below them.
Vector shiftOf(const Matrix& x) {
    const Vector low = x.rowwise().minCoeff();
    const Vector range = x.rowwise().maxCoeff() - low;
    return (low.array() < 0.0).select(range - low, 0.0);
}

/// Relative error that is the rounding of labels and sums, and no residual any more.
constexpr double rounding = 4.0 * unitRoundoff;

/// No contribution, and the variables handed on.
PlateauBump nothing(Index inputs) {
    const Vector one = Vector::Ones(inputs);
    return {0.0 * one, one, 2.0 * one, 3.0 * one, 0.0};
}

} // namespace

FitResult constructive(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const double begun = monitor.trainingSeconds();
    const Index d = task.shape.features() - 1;
    const Matrix x = data.features.bottomRows(d);
    Decision decision = Decision::Continue;
    std::optional<PlateauBump> bump;
    if (!(relativeError(data.residual.squaredNorm(), data.targetNorm) <= rounding))
        bump = findBump(x, data.residual.row(0).transpose(), [&] {
            decision = monitor.checkpoint();
            return decision == Decision::Continue;
        });
    const Vector shift = task.grade == 0 ? shiftOf(x) : Vector::Zero(d);
    const double scale = x.cwiseAbs().maxCoeff();
    Block block = bumpBlock(task.shape, bump.value_or(nothing(d)), shift, scale);
    if (decision != Decision::Continue) {
        const auto [status, reason] = interruptionBy(decision);
        return {std::move(block), status, reason, 0};
    }
    return reported(std::move(block), bump ? StopReason::Constructed : StopReason::Plateau, begun, data,
                    monitor);
}

} // namespace gradewise
