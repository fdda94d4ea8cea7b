// Fitting one grade: the face that every solver shows. Options come in, a block and an outcome go out, and
// while it runs the solver asks one object whether to go on and tells it what happened.
#pragma once

#include "core/network/block.h"
#include "core/network/initialisation.h"
#include "core/solver/certificate.h"
#include "core/solver/grade_stop.h"
#include "core/solver/outcome.h"
#include "core/solver/solvers.h"

#include <limits>
#include <optional>
#include <span>

namespace gradewise {

/// One grade's data. All have samples as columns; they outlive the fit.
struct FitData {
    const Matrix& features;            ///< what the grade sees of the training samples, m × n
    const Matrix& residual;            ///< what is still wrong there, t × n
    const Matrix& validationFeatures;  ///< m × k, k may be 0
    const Matrix& validationResidual;  ///< t × k
    double targetNorm = 0.0;           ///< sqrt(Σ|y|²) of the training labels, for relative errors
    double validationTargetNorm = 0.0; ///< the same of the validation labels
    /// Rows of the features from above, in parts whose rows share a unit; empty: all of them do.
    std::span<const Index> parts = {};
};

/// One epoch's scalars. `seconds` is training time: pauses and speed limits do not count.
struct EpochReport {
    Index epoch = 0;              ///< 1 after the first epoch
    double seconds = 0.0;         ///< since the grade began
    double loss = 0.0;            ///< Σ over the epoch's batches of |residual - N|², halved, by n: ½ MSE
    double trainRelativeL2 = 0.0; ///< of the weights at the end of the epoch (full batch: at its start)
    double validationRelativeL2 = 0.0; ///< NaN when there are no validation samples
    double rate = 0.0;                 ///< learning rate used in the epoch
    /// Relative duality gap so far; NaN for solvers that prove nothing.
    double gap = std::numeric_limits<double>::quiet_NaN();
    /// Since the grade began, counted by a solver whose epochs do not all cost the same.
    std::optional<double> multiplyAdds = std::nullopt;
};

struct DescentState;

/// What a solver must do next.
enum class Decision { Continue, FinishGrade, StopRun };

/// How a grade ends whose solver was told not to go on.
struct Interruption {
    GradeStatus status;
    StopReason reason;
};
Interruption interruptionBy(Decision decision);

/// How the rest of the program reaches into a running fit. Called on the training thread only.
class FitMonitor {
public:
    virtual ~FitMonitor() = default;
    /// Asked often (every tile of samples, well below 50 ms apart). Blocks while the run is paused.
    virtual Decision checkpoint() = 0;
    /// Whether the next epochDone() will look at the block: some solvers must first make one.
    virtual bool wantsBlock() const { return true; }
    /// Told after every epoch, with the block as it stands; it may be looked at, not kept. Where wantsBlock()
    /// says no it is that or an empty one, and never an older one.
    virtual Decision epochDone(const EpochReport& report, const Block& block) = 0;
    /// Whether stateReached() shall be told what descent remembers, so that it can be gone on with later.
    virtual bool wantsState() const { return false; }
    /// Told between two steps where that was wanted, and before a grade of descent ends since the run does.
    virtual void stateReached(const DescentState& state) { static_cast<void>(state); }
    /// Training time since the run began, without pauses and speed limits, in seconds.
    virtual double trainingSeconds() const = 0;
};

/// What is to be fitted: a fresh block of that shape.
struct FitTask {
    BlockShape shape;
    Initialisation initialisation = Initialisation::FanIn;
    SolverOptions solver;
    GradeStop stop;
    std::uint64_t seed = 1;  ///< of the run
    std::uint64_t grade = 0; ///< from 0; each grade draws from streams of its own
    int workers = 1;         ///< 1 or 2 threads for a step of descent; no bit depends on it
    /// What the same fit had come to when it was broken off, to go on from there; only descent can. Outlives
    /// the fit.
    const DescentState* begun = nullptr;
};

struct FitResult {
    Block block;
    GradeStatus status = GradeStatus::Finished;
    StopReason reason = StopReason::None;
    Index epochs = 0;                                      ///< completed epochs
    std::optional<Certificate> certificate = std::nullopt; ///< what was proved, by a solver that proves
    std::optional<double> multiplyAdds = std::nullopt;     ///< see EpochReport
};

/// Relative L2 error sqrt(squares) / norm, never below the rounding of the labels (see Metrics); NaN where
/// the norm vanishes, since there is none then.
double relativeError(double squares, double norm);

/// Fits one grade with the solver that the task names; without a step where the residual is 0 and the solver
/// trains (StopReason::NothingLeft). Deterministic but for stop rules in seconds.
FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
