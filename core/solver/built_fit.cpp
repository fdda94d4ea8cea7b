#include "core/solver/built_fit.h"

#include <utility>

namespace gradewise {

FitResult reported(Block block, StopReason reason, double begun, const FitData& data, FitMonitor& monitor) {
    EpochReport report;
    report.epoch = 1;
    report.seconds = monitor.trainingSeconds() - begun;
    const double squares = (data.residual - block.output(data.features)).squaredNorm();
    report.loss = 0.5 * squares / static_cast<double>(data.residual.cols());
    report.trainRelativeL2 = relativeError(squares, data.targetNorm);
    report.validationRelativeL2 =
        relativeError((data.validationResidual - block.output(data.validationFeatures)).squaredNorm(),
                      data.validationTargetNorm);
    if (monitor.epochDone(report, block) == Decision::StopRun)
        return {std::move(block), GradeStatus::Stopped, StopReason::StoppedByUser, 1};
    return {std::move(block), GradeStatus::Finished, reason, 1};
}

} // namespace gradewise
