#include "core/solver/outcome.h"

#include "core/numbers/by_name.h"

#include <array>

namespace gradewise {

namespace {
constexpr std::array everyStatus = {GradeStatus::Pending, GradeStatus::Running, GradeStatus::Finished,
                                    GradeStatus::Stopped, GradeStatus::Diverged};
constexpr std::array everyReason = {
    StopReason::None,          StopReason::Certified,  StopReason::CertifiedSampled, StopReason::Epochs,
    StopReason::Seconds,       StopReason::Goal,       StopReason::Plateau,          StopReason::Validation,
    StopReason::Rejected,      StopReason::Restrained, StopReason::Strayed,          StopReason::FinishedNow,
    StopReason::StoppedByUser, StopReason::RunTime,    StopReason::NotFinite,        StopReason::Constructed,
    StopReason::Grew,          StopReason::NothingLeft};
} // namespace

std::span<const StopReason> allStopReasons() {
    return everyReason;
}

std::string_view name(GradeStatus status) {
    switch (status) {
    case GradeStatus::Pending:
        return "pending";
    case GradeStatus::Running:
        return "running";
    case GradeStatus::Finished:
        return "finished";
    case GradeStatus::Stopped:
        return "stopped";
    case GradeStatus::Diverged:
        return "diverged";
    }
    return {};
}

std::string_view name(StopReason reason) {
    switch (reason) {
    case StopReason::None:
        return "none";
    case StopReason::Epochs:
        return "epochs";
    case StopReason::Seconds:
        return "seconds";
    case StopReason::Goal:
        return "goal";
    case StopReason::Certified:
        return "certified";
    case StopReason::Constructed:
        return "constructed";
    case StopReason::CertifiedSampled:
        return "certifiedSampled";
    case StopReason::Plateau:
        return "plateau";
    case StopReason::Validation:
        return "validation";
    case StopReason::Rejected:
        return "rejected";
    case StopReason::Restrained:
        return "restrained";
    case StopReason::Strayed:
        return "strayed";
    case StopReason::FinishedNow:
        return "finishedNow";
    case StopReason::StoppedByUser:
        return "stoppedByUser";
    case StopReason::RunTime:
        return "runTime";
    case StopReason::NotFinite:
        return "notFinite";
    case StopReason::Grew:
        return "grew";
    case StopReason::NothingLeft:
        return "nothingLeft";
    }
    return {};
}

std::optional<GradeStatus> gradeStatusFromName(std::string_view text) {
    return byName(everyStatus, text);
}

std::optional<StopReason> stopReasonFromName(std::string_view text) {
    return byName(everyReason, text);
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
