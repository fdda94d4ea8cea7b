#include "core/solver/fit.h"

#include "core/numbers/metrics.h"
#include "core/numbers/random.h"
#include "core/solver/solver.h"

#include <cmath>
#include <limits>

namespace gradewise {

double relativeError(double squares, double norm) {
    if (!(norm > 0.0))
        return std::numeric_limits<double>::quiet_NaN();
    const double error = std::sqrt(squares) / norm;
    return error < unitRoundoff ? unitRoundoff : error; // what is not a number stays so
}

Interruption interruptionBy(Decision decision) {
    return decision == Decision::StopRun ? Interruption{GradeStatus::Stopped, StopReason::StoppedByUser}
                                         : Interruption{GradeStatus::Finished, StopReason::FinishedNow};
}

namespace {

/// Where nothing is left, steps of training could only do harm: features to hand on, and no contribution.
FitResult untrained(const FitTask& task) {
    Random random(task.seed, "initialisation", task.grade);
    FitResult result;
    result.block = initialised(task.shape, task.initialisation, random);
    result.block.scaleReadOut(0.0);
    result.reason = StopReason::NothingLeft;
    return result;
}

} // namespace

FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const Solver& solver = solverOf(task.solver);
    if (solver.stopsAtZero() && (data.residual.array() == 0.0).all())
        return untrained(task);
    return solver.fit(task, data, monitor);
}

} // namespace gradewise
