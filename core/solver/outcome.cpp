#include "core/solver/outcome.h"

namespace gradewise {

namespace {
constexpr auto gradeStatuses = nameTable<GradeStatus>({
    {GradeStatus::Pending, "pending"},
    {GradeStatus::Running, "running"},
    {GradeStatus::Finished, "finished"},
    {GradeStatus::Stopped, "stopped"},
    {GradeStatus::Diverged, "diverged"},
});
static_assert(gradeStatuses.isWhole());
constexpr auto stopReasons = nameTable<StopReason>({
    {StopReason::None, "none"},
    {StopReason::Certified, "certified"},
    {StopReason::CertifiedSampled, "certifiedSampled"},
    {StopReason::Epochs, "epochs"},
    {StopReason::Seconds, "seconds"},
    {StopReason::Goal, "goal"},
    {StopReason::Plateau, "plateau"},
    {StopReason::Validation, "validation"},
    {StopReason::Rejected, "rejected"},
    {StopReason::Restrained, "restrained"},
    {StopReason::Strayed, "strayed"},
    {StopReason::FinishedNow, "finishedNow"},
    {StopReason::StoppedByUser, "stoppedByUser"},
    {StopReason::RunTime, "runTime"},
    {StopReason::NotFinite, "notFinite"},
    {StopReason::Constructed, "constructed"},
    {StopReason::Grew, "grew"},
    {StopReason::NothingLeft, "nothingLeft"},
});
static_assert(stopReasons.isWhole());
} // namespace

template <>
Names<GradeStatus> namesOf<GradeStatus>() {
    return gradeStatuses;
}

template <>
Names<StopReason> namesOf<StopReason>() {
    return stopReasons;
}

std::string_view describe(StopReason reason) {
    switch (reason) {
    case StopReason::None:
        return "not ended";
    case StopReason::Epochs:
        return "reached its number of epochs";
    case StopReason::Seconds:
        return "used up its time";
    case StopReason::Goal:
        return "reached its goal";
    case StopReason::Certified:
        return "proved to be the best for its regularisation";
    case StopReason::Constructed:
        return "built, not trained";
    case StopReason::CertifiedSampled:
        return "proved to be the best of the sampled neurons for its regularisation";
    case StopReason::Plateau:
        return "no longer improved";
    case StopReason::Validation:
        return "cut back, since the validation error rose";
    case StopReason::Rejected:
        return "left out, since it would have raised the validation error";
    case StopReason::Restrained:
        return "read-out fitted again, since it strayed between the samples";
    case StopReason::Strayed:
        return "left out, since it would have strayed between the samples";
    case StopReason::FinishedNow:
        return "finished on request";
    case StopReason::StoppedByUser:
        return "stopped on request";
    case StopReason::RunTime:
        return "the run's time is used up";
    case StopReason::NotFinite:
        return "the loss was no longer a finite number";
    case StopReason::Grew:
        return "the loss rose far above its start";
    case StopReason::NothingLeft:
        return "nothing to learn: the residual is zero at all training samples";
    }
    return {};
}

} // namespace gradewise
