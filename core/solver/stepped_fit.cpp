#include "core/solver/stepped_fit.h"

#include "core/solver/stop_rules.h"

#include <algorithm>
#include <limits>

namespace gradewise {

SteppedFit::SteppedFit(const FitTask& task, Index steps, const FitData& data, FitMonitor& monitor)
    : task_(task),
      data_(data),
      monitor_(monitor),
      mostSteps_(std::min(steps, task.stop.epochs)),
      startSeconds_(monitor.trainingSeconds()),
      judged_(data.validationResidual.cols() > 0),
      validationBefore_(comparedError(data.validationResidual.squaredNorm(), data.validationTargetNorm)),
      validation_(validationBefore_),
      bestValidation_(std::numeric_limits<double>::infinity()) {}

bool SteppedFit::mayContinue() {
    decision_ = monitor_.checkpoint();
    return decision_ == Decision::Continue;
}

FitResult SteppedFit::run() {
    return begin() ? descend() : interrupted(0);
}

FitResult SteppedFit::descend() {
    StopRules rules(task_.stop);
    for (Index step = 1;; ++step) {
        // The first step is the start itself.
        const Step moved = step == 1 ? Step::Moved : advance();
        if (moved == Step::Interrupted)
            return interrupted(step - 1);
        if (moved == Step::Stuck)
            return ended(GradeStatus::Finished, StopReason::Plateau, step - 1);
        judgeValidation();
        const EpochReport report = reportOf(step);
        decision_ =
            monitor_.epochDone(report, monitor_.wantsBlock() ? block(Point::Present, false) : Block());
        if (const auto reason = verdict())
            return ended(GradeStatus::Finished, *reason, step);
        if (reached(squares()))
            return ended(GradeStatus::Finished, StopReason::Goal, step);
        if (const auto reason = rules.judge(report, validation_))
            return ended(GradeStatus::Finished, *reason, step);
        if (step >= mostSteps_)
            return ended(GradeStatus::Finished, StopReason::Epochs, step);
        if (decision_ != Decision::Continue)
            return interrupted(step);
    }
}

bool SteppedFit::reached(double squares) const {
    if (!task_.stop.goal)
        return false;
    return data_.targetNorm > 0.0 ? relativeError(squares, data_.targetNorm) <= *task_.stop.goal
                                  : squares == 0.0;
}

void SteppedFit::judgeValidation() {
    if (!judged_) {
        validation_ = std::numeric_limits<double>::quiet_NaN();
        return;
    }
    validation_ = comparedError(validationSquares(), data_.validationTargetNorm);
    if (validation_ < bestValidation_ && remember())
        bestValidation_ = validation_;
}

/// Whether the grade would leave a larger error on the validation samples than it found.
bool SteppedFit::harms(double validation) const {
    return judged_ && !(validation <= validationBefore_);
}

EpochReport SteppedFit::reportOf(Index step) const {
    EpochReport report;
    report.epoch = step;
    report.seconds = monitor_.trainingSeconds() - startSeconds_;
    report.loss = 0.5 * squares() / static_cast<double>(data_.residual.cols());
    report.trainRelativeL2 = relativeError(squares(), data_.targetNorm);
    report.validationRelativeL2 =
        data_.validationTargetNorm > 0.0 ? validation_ : std::numeric_limits<double>::quiet_NaN();
    report.gap = gap();
    report.multiplyAdds = multiplyAdds();
    return report;
}

FitResult SteppedFit::interrupted(Index steps) const {
    const auto [status, reason] = interruptionBy(decision_);
    return ended(status, reason, steps);
}

FitResult SteppedFit::ended(GradeStatus status, StopReason reason, Index steps) const {
    const bool cut = bestValidation_ < std::numeric_limits<double>::infinity() &&
                     (harms(validation_) || (task_.stop.patience && bestValidation_ < validation_));
    Block result = block(cut ? Point::Remembered : Point::Present, true);
    if (cut && status == GradeStatus::Finished)
        reason = StopReason::Validation;
    if (judged_ && harms(comparedError(
                       (result.output(data_.validationFeatures) - data_.validationResidual).squaredNorm(),
                       data_.validationTargetNorm))) {
        result.scaleReadOut(0.0);
        if (status == GradeStatus::Finished)
            reason = StopReason::Rejected;
    }
    return {std::move(result), status, reason, steps, certificate(), multiplyAdds()};
}

} // namespace gradewise
