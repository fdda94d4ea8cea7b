// How a grade, or a run, ended. Outcomes are a status and a reason, never a sentinel or a NaN.
#pragma once

#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class GradeStatus {
    Pending,  ///< not begun
    Running,  ///< being trained
    Finished, ///< ended by one of its own stop rules, or by the user's "finish this grade now"
    Stopped,  ///< the run was stopped; everything trained so far is kept
    Diverged, ///< a loss that is not finite, or far above its start; holds weights from before it rose
};

enum class StopReason {
    None,             ///< not ended
    Epochs,           ///< the number of epochs was reached
    Seconds,          ///< the time allowed for the grade is used up
    Goal,             ///< the training error is at or below the goal
    Certified,        ///< proved to be the best there is, but for a gap of rounding's size
    Constructed,      ///< built in one go, not trained
    CertifiedSampled, ///< proved to be the best of the sampled neurons, but for a gap of 1e-6
    Plateau,          ///< the training loss no longer improves
    Validation,       ///< cut back to the step with the smallest validation error, which had begun to rise
    Rejected,         ///< would have raised the validation error at every step: contributes nothing
    Restrained,       ///< strayed between the samples, so that its read-out was fitted again
    Strayed,          ///< strayed between the samples however it was fitted: contributes nothing
    FinishedNow,      ///< the user asked to finish this grade
    StoppedByUser,    ///< the user (or Ctrl-C) stopped the run
    RunTime,          ///< the time allowed for the whole run is used up
    NotFinite,        ///< the loss became infinite or not a number
    Grew,             ///< the loss ended far above its start
    NothingLeft,      ///< not trained: the residual is zero at all training samples
};

template <>
Names<GradeStatus> namesOf<GradeStatus>();
template <>
Names<StopReason> namesOf<StopReason>();
/// A half sentence for people: "reached 200 epochs", "no longer improving" …
std::string_view describe(StopReason reason);

} // namespace gradewise
