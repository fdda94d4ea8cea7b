#include "core/training/ending.h"

#include "core/audit/checks.h"
#include "core/audit/growth.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/solver/solver.h"

#include <fmt/format.h>

#include <cmath>

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

} // namespace

std::optional<std::string> nothingLeft(const GradeConfig& next, std::size_t grades, const PointSet& train) {
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
        return "The target is zero at all training samples, and nothing is left to learn.";
    return fmt::format("Nothing is left above rounding: after grade {} the residual is at most {:.1e} at the "
                       "training samples, whose labels reach {:.3g}.",
                       grades, largest, std::sqrt(labels.colwise().squaredNorm().maxCoeff()));
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
        return Ending{RunStatus::Finished, "The time allowed for the run is used up."};
    const std::string_view exhausted = solverOf(grade.config.solver).exhausted();
    if (grade.reason == StopReason::Plateau && !exhausted.empty())
        return Ending{RunStatus::Finished, std::string(exhausted)};
    if (grade.reason == StopReason::NothingLeft)
        return Ending{RunStatus::Finished, "The target is zero at all training samples: there is nothing to "
                                           "learn, and no grade was trained."};
    if (stop.relativeL2 && grade.metrics.grid.relativeL2 <= *stop.relativeL2)
        return Ending{RunStatus::Finished,
                      "The relative L2 error on the evaluation grid reached the run's goal."};
    if (stop.sup && grade.metrics.grid.sup <= *stop.sup)
        return Ending{RunStatus::Finished,
                      "The largest error on the evaluation grid reached the run's goal."};
    return std::nullopt;
}

std::optional<std::string> rejection(std::size_t index, const GradeRecord& record, const FrozenGrade& grade,
                                     const PointSet& validation, const Matrix& residual) {
    if (index == 0)
        return std::nullopt;
    if (record.status == GradeStatus::Diverged)
        return fmt::format("Grade {} did not lower the mean squared validation error, since it diverged: the "
                           "adaptive rule removed it and ended the run. {}",
                           index + 1, advice(GradeProgress::Diverged, record.config.solver));
    const double before = residual.squaredNorm();
    const double after = (residual - grade.output(validation.features(), validation.data().x)).squaredNorm();
    if (after < before)
        return std::nullopt;
    const auto samples = static_cast<double>(residual.cols());
    return fmt::format("Grade {} did not lower the mean squared validation error ({:.6g} before, {:.6g} with "
                       "it): the adaptive rule removed it and ended the run.",
                       index + 1, before / samples, after / samples);
}

} // namespace gradewise
