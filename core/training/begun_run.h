// A run as far as it has come: what is kept of it while it goes on, and what train() goes on from when it was
// broken off. Everything else that crosses from grade to grade follows from the frozen grades.
#pragma once

#include "core/record/run_record.h"
#include "core/solver/descent/descent_state.h"
#include "core/training/curvature_watch.h"

#include <optional>

namespace gradewise {

/// The grade on top of the frozen ones, in the middle of its descent.
struct GradeInProgress {
    double begun = 0.0;   ///< training seconds of the run at which it began
    double seconds = 0.0; ///< and those now
    DescentState descent;
    CurvatureWatch::Memory watch;
};

struct BegunRun {
    /// The frozen grades, their weights, the history and curvature of these and of the grade in progress, and
    /// the training seconds when the last one was frozen. No other member counts.
    RunRecord run;
    std::optional<GradeInProgress> grade = std::nullopt; ///< what its solver begins anew without
};

} // namespace gradewise
