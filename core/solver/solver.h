// What the rest of the program may ask of a solver, whichever it is: names, what it can and cannot, what it
// costs, what holds of its grades, and to fit one. Each solver answers in its own folder.
#pragma once

#include "core/files/rules.h"
#include "core/solver/fit.h"
#include "core/solver/grade.h"

#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

class Target;
struct TargetConfig;

/// Sentences that may help where a grade of the solver failed; empty: none is known.
struct Advice {
    std::string_view stagnated = "More neurons or more steps may help.";
    std::string_view dead = "Another seed, or more neurons, may help.";
    std::string_view worse = "With the guard on a grade never raises the training error.";
    std::string_view diverged = "Try fewer neurons or another solver.";
    std::string_view leftOut = "More training samples or fewer neurons may help.";
};

/// What always holds of a solver.
struct SolverTraits {
    std::string_view name;        ///< in files and on the command line: "varpro"
    std::string_view displayName; ///< "VarPro"
    std::string_view shortName;   ///< short enough for a column
    bool descends = false;        ///< see the questions of Solver
    bool hasStepSize = false;
    bool stopsAtZero = false;
    bool isBuilt = false;
    bool solvesReadOut = false;
    bool proves = false;
    bool keepsSamples = false;
    Carry carry = Carry::Hidden;
    Advice advice = {};
    std::string_view pointwise = {};
    std::string_view norms = {};
    std::string_view exhausted = {};
};

/// What a grade meets in a run: the sizes that rules ask for.
struct GradeSize {
    Index features = 1; ///< rows that it sees; of repeated grades, the widest
    Index outputs = 1;
    Index samples = 0; ///< training samples, as they are drawn
};

/// Without a state. Options that are handed over are the solver's own kind.
class Solver {
public:
    virtual ~Solver() = default;
    Solver(const Solver&) = delete;
    Solver& operator=(const Solver&) = delete;

    std::string_view name() const { return traits_.name; }
    std::string_view displayName() const { return traits_.displayName; }
    std::string_view shortName() const { return traits_.shortName; }

    // What it does.

    /// Whether it follows the gradient of the loss: its settings are DescentOptions.
    bool descends() const { return traits_.descends; }
    /// Whether each step is a bare multiple of the gradient, so that λ_max of the Hessian says if it is
    /// stable.
    bool hasStepSize() const { return traits_.hasStepSize; }
    /// Whether it goes by the residual, step after step, so that it does nothing where that is 0.
    bool stopsAtZero() const { return traits_.stopsAtZero; }
    /// Whether its grades are built in one go: their widths are the construction's, their features all that
    /// the next grade sees, and nothing scales their contribution.
    bool isBuilt() const { return traits_.isBuilt; }
    /// Whether a contribution of it may be smoothed: not where it was built, or proved to be the best, as it
    /// is.
    bool canBeSmoothed() const { return !isBuilt() && !proves(); }
    /// What the next grade sees where nothing is said.
    Carry defaultCarry() const { return traits_.carry; }
    /// The widths of a built grade, for a target of so many variables; empty where the user chooses.
    virtual std::vector<Index> builtWidths(const SolverOptions& options, Index inputs) const;
    /// How many training samples it takes where a file names no number; nothing: as many as the others.
    virtual std::optional<Index> wantedSamples(Index inputs) const;

    // What holds of its grades.

    /// Whether the read-out is the best one for its features, by least squares.
    bool solvesReadOut() const { return traits_.solvesReadOut; }
    /// Whether it proves how far a grade is from the best there is (a Certificate).
    bool proves() const { return traits_.proves; }
    /// Whether the residual grows at no training sample.
    bool keepsSamples() const { return traits_.keepsSamples; }
    /// What the theorem on the existence of grades says of one of its own: about single points, and about
    /// norms. Empty: what it says of trained grades.
    std::string_view pointwiseMeaning() const { return traits_.pointwise; }
    std::string_view normsMeaning() const { return traits_.norms; }
    const Advice& advice() const { return traits_.advice; }
    /// The sentence with which a run ends after a grade that found nothing to do (StopReason::Plateau); empty
    /// where the next grade may still find something.
    std::string_view exhausted() const { return traits_.exhausted; }

    // Its settings.

    virtual SolverOptions defaults() const = 0;
    /// What is wrong with its settings, and with the grade as far as no target is needed to say so. `path` is
    /// that of the grade: "grades[1]".
    virtual void check(Rules& rules, const std::string& path, const GradeConfig& grade,
                       Index trainSamples) const = 0;
    /// What is too large for it.
    virtual void checkSize(Rules& rules, const std::string& path, const GradeSize& size) const;
    /// Whether a built grade continues what an earlier grade of this solver began.
    virtual bool continues(const SolverOptions& before, const SolverOptions& options) const;
    /// Why a solver that builds can build nothing for that target, at a path below the grade's; nothing where
    /// it can.
    virtual std::optional<Issue> mismatch(const SolverOptions& options, const Target& target) const;
    /// The one target that a solver builds for, whatever it is asked to learn; nothing where there is none.
    virtual std::optional<TargetConfig> ownTarget(const SolverOptions& options) const;
    /// Why a solver that builds cannot build that many grades; empty where it can.
    virtual std::string tooMany(const SolverOptions& options, Index grades) const;

    // Its cost.

    /// Epochs, or steps, after which a grade ends at the latest.
    virtual Index mostEpochs(const GradeConfig& grade) const;
    /// How many doubles it holds at most beside the block, its task and its data, roughly.
    virtual double numbers(const BlockShape& shape, Index samples, Index validationSamples) const = 0;
    /// Multiply-adds of one sample in one epoch or step, where it does not count them itself.
    virtual double epochMultiplyAdds(const BlockShape& shape) const;

    /// Fits a grade whose task names it.
    virtual FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const = 0;

protected:
    explicit Solver(const SolverTraits& traits) : traits_(traits) {}

private:
    const SolverTraits traits_;
};

/// "The solver varpro fits grades of one hidden layer …", "… needs the activation relu …".
void checkOneReluLayer(Rules& rules, const std::string& path, const GradeConfig& grade);

} // namespace gradewise
