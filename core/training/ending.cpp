#include "core/training/ending.h"

#include <fmt/format.h>

namespace gradewise {

std::optional<Ending> endingAfter(const GradeRecord& grade, const RunStop& stop, bool runTimeUsedUp) {
    if (grade.status == GradeStatus::Diverged)
        return Ending{RunStatus::Diverged,
                      "A loss was no longer finite; the last finite weights are kept. Try "
                      "a smaller learning rate."};
    if (grade.status == GradeStatus::Stopped)
        return Ending{RunStatus::Stopped, "Stopped on request; everything trained so far is kept."};
    if (runTimeUsedUp)
        return Ending{RunStatus::Finished, "The time allowed for the run is used up."};
    if (grade.config.solver.kind == SolverKind::Constructive && grade.reason == StopReason::Plateau)
        return Ending{RunStatus::Finished, "No bump lessens the residual on the training samples any more."};
    if (stop.relativeL2 && grade.metrics.grid.relativeL2 <= *stop.relativeL2)
        return Ending{RunStatus::Finished,
                      "The relative L2 error on the evaluation grid reached the run's goal."};
    if (stop.sup && grade.metrics.grid.sup <= *stop.sup)
        return Ending{RunStatus::Finished,
                      "The largest error on the evaluation grid reached the run's goal."};
    return std::nullopt;
}

std::optional<std::string> rejection(std::size_t index, const FrozenGrade& grade, const PointSet& validation,
                                     const Matrix& residual) {
    if (index == 0)
        return std::nullopt;
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
