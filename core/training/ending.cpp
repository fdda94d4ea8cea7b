#include "core/training/ending.h"

#include "core/audit/checks.h"
#include "core/audit/growth.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/solver/solver.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace gradewise {

namespace {

std::string divergence(const GradeRecord& grade) {
    const std::string help = advice(GradeProgress::Diverged, grade.config.solver);
    if (grade.reason == StopReason::Grew)
        return "A loss ended over 100 times above its start; the weights from before it rose are kept. " +
               help;
    if (solverOf(grade.config.solver).descends())
        return "A loss was no longer finite; the weights from before it rose are kept. " + help;
    return "The weights of a grade were no longer finite; it contributes nothing. " + help;
}

Ending finished(std::string reason) {
    return {RunStatus::Finished, std::move(reason)};
}

} // namespace

std::optional<Ending> endingBefore(const GradeConfig& next, std::size_t grades, const PointSet& train) {
    if (grades == 0 || solverOf(next.solver).isBuilt())
        return std::nullopt;
    const Matrix& labels = train.data().y;
    const Matrix residual = train.residual();
    // As a whole no larger than what the audit calls rounding, and nowhere much larger.
    const double rounding = roundingSlack(labels);
    const double largest = std::sqrt(residual.colwise().squaredNorm().maxCoeff());
    const double mean = residual.norm() / std::sqrt(static_cast<double>(residual.cols()));
    if (!(mean <= rounding && largest <= 4.0 * rounding))
        return std::nullopt;
    if (labels.isZero(0.0))
        return finished("The target is zero at all training samples, and nothing is left to learn.");
    return finished(
        fmt::format("Nothing is left above rounding: after grade {} the residual is at most {:.1e} at the "
                    "training samples, whose labels reach {:.3g}.",
                    grades, largest, std::sqrt(labels.colwise().squaredNorm().maxCoeff())));
}

void refuseNotFinite(GradeRecord& record, FrozenGrade& grade, const PointSet& train,
                     const MultigradeModel& below, std::uint64_t seed) {
    if (grade.block.parameters().allFinite() && grade.output(train.features(), train.data().x).allFinite())
        return;
    Random random(seed, "initialisation", below.grades());
    grade.block = initialised(grade.block.shape(), record.config.initialisation, random);
    grade.block.scaleReadOut(0.0);
    below.prepare(grade);
    record.status = GradeStatus::Diverged;
    record.reason = StopReason::NotFinite;
    record.guardScale = 1.0;
    record.certificate.reset();
    record.balance.reset();
}

std::optional<Ending> endingAfter(const GradeRecord& grade, const RunStop& stop, bool runTimeUsedUp) {
    if (grade.status == GradeStatus::Diverged)
        return Ending{RunStatus::Diverged, divergence(grade)};
    if (grade.status == GradeStatus::Stopped)
        return Ending{RunStatus::Stopped, "Stopped on request; everything trained so far is kept."};
    if (runTimeUsedUp)
        return finished("The time allowed for the run is used up.");
    const std::string_view exhausted = solverOf(grade.config.solver).exhausted();
    if (grade.reason == StopReason::Plateau && !exhausted.empty())
        return finished(std::string(exhausted));
    if (grade.reason == StopReason::NothingLeft)
        return finished("The target is zero at all training samples: there is nothing to "
                        "learn, and no grade was trained.");
    if (stop.relativeL2 && grade.metrics.grid.relativeL2 <= *stop.relativeL2)
        return finished("The relative L2 error on the evaluation grid reached the run's goal.");
    if (stop.sup && grade.metrics.grid.sup <= *stop.sup)
        return finished("The largest error on the evaluation grid reached the run's goal.");
    return std::nullopt;
}

std::optional<Ending> endingInstead(bool adaptive, const GradeInWork& work, const PointSet& validation) {
    if (!adaptive || work.index == 0)
        return std::nullopt;
    if (work.record.status == GradeStatus::Diverged)
        return finished(
            fmt::format("Grade {} did not lower the mean squared validation error, since it diverged: the "
                        "adaptive rule removed it and ended the run. {}",
                        work.index + 1, advice(GradeProgress::Diverged, work.record.config.solver)));
    const Matrix& residual = work.validationResidual;
    const double before = residual.squaredNorm();
    const double after =
        (residual - work.grade.output(validation.features(), validation.data().x)).squaredNorm();
    if (after < before)
        return std::nullopt;
    const auto samples = static_cast<double>(residual.cols());
    return finished(
        fmt::format("Grade {} did not lower the mean squared validation error ({:.6g} before, {:.6g} with "
                    "it): the adaptive rule removed it and ended the run.",
                    work.index + 1, before / samples, after / samples));
}

} // namespace gradewise
