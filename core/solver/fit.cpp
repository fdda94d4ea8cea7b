#include "core/solver/fit.h"

#include "core/numbers/metrics.h"
#include "core/numbers/random.h"
#include "core/solver/constructive/constructive.h"
#include "core/solver/convex/convex.h"
#include "core/solver/descent/descent.h"
#include "core/solver/varpro/varpro.h"

#include <cmath>
#include <limits>
#include <stdexcept>

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

/// Whether the solver goes by the residual, step after step.
bool isTrained(SolverKind solver) {
    return descends(solver) || solver == SolverKind::VarPro;
}

} // namespace

FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    if (isTrained(task.solver.kind) && (data.residual.array() == 0.0).all())
        return untrained(task);
    switch (task.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        return descend(task, data, monitor);
    case SolverKind::VarPro:
        return varpro(task, data, monitor);
    case SolverKind::Convex:
        return convex(task, data, monitor);
    case SolverKind::Constructive:
        return constructive(task, data, monitor);
    case SolverKind::Textbook:
        return textbook(task, data, monitor);
    }
    throw std::logic_error("This solver is not known.");
}

} // namespace gradewise
