// The duel: a grade-wise run beside one network of as many hidden layers that is trained end to end, under
// an equal budget, over several seeds.
#pragma once

#include "core/numbers/name_table.h"
#include "core/numbers/spread.h"
#include "core/record/run_record.h"
#include "core/study/duel/duel_curve.h"
#include "core/training/trainer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gradewise {

/// What the end-to-end network gets as much of as the grade-wise run used.
enum class DuelBudget {
    Work,       ///< multiply-adds: the same widths, as many epochs as that pays for
    Parameters, ///< weights and biases: scaled widths, and the grades' epochs together
    Time,       ///< seconds of training: the same widths
};
template <>
Names<DuelBudget> namesOf<DuelBudget>();

enum class DuelSide { Gradewise, EndToEnd };
inline constexpr std::array duelSides{DuelSide::Gradewise, DuelSide::EndToEnd};
template <>
Names<DuelSide> namesOf<DuelSide>();

struct DuelRun {
    std::uint64_t seed = 0;
    Index parameters = 0;
    double multiplyAdds = 0.0;    ///< of training
    double seconds = 0.0;         ///< of training: the fits of the grades
    bool diverged = false;        ///< the errors are of weights from before the loss rose
    GradeMetrics metrics;         ///< at the end
    std::vector<DuelPoint> curve; ///< ends with the numbers above
};

struct DuelRecord {
    ExperimentConfig config;
    DuelBudget budget = DuelBudget::Work;
    std::vector<DuelRun> gradewise; ///< one a seed: config.seed, config.seed + 1, …
    std::vector<DuelRun> endToEnd;  ///< of the same seeds
    bool stopped = false;           ///< by the control; only whole pairs are kept

    const std::vector<DuelRun>& side(DuelSide side) const {
        return side == DuelSide::Gradewise ? gradewise : endToEnd;
    }
};

/// A sentence on why that experiment cannot duel, or nothing: there are no test samples to judge by, or the
/// grades have more hidden layers together than one network may have.
std::string duelProblem(const Experiment& experiment, Index seeds = 1);
/// The same, or why it cannot be run at all.
std::string duelProblem(const ExperimentConfig& config, Index seeds = 1);

/// The network that stands against the grades: all their hidden layers in one grade. Descent settings are
/// those of the first grade that has some, with the activation of the last grade; grades of another solver
/// meet Adam with a rate of 1e-3 that falls to 1e-5. Throws std::invalid_argument where the layers are more
/// than a grade may have.
ExperimentConfig endToEndOf(const RunRecord& gradewise, DuelBudget budget);

/// Listens to a duel, on its thread. No number depends on it.
class DuelWatcher {
public:
    virtual ~DuelWatcher() = default;
    /// Run `seed` (from 0) of a side begins; its points and its end follow before another begins.
    virtual void runBegun(std::size_t seed, DuelSide side) {
        static_cast<void>(seed);
        static_cast<void>(side);
    }
    /// A point of its curve, before any is thinned away.
    virtual void pointAdded(const DuelPoint& point) { static_cast<void>(point); }
    virtual void runDone(std::size_t seed, DuelSide side, const DuelRun& run) {
        static_cast<void>(seed);
        static_cast<void>(side);
        static_cast<void>(run);
    }
};

/// Runs both sides one after the other on the calling thread, for `seeds` seeds: each has a core to itself,
/// and whoever watches has the other. Every budget is known only once the grades are trained. Throws
/// std::invalid_argument as endToEndOf() does, and where a later seed cannot be run.
DuelRecord duel(const Experiment& experiment, DuelBudget budget, Index seeds, RunControl& control,
                DuelWatcher& watcher);

} // namespace gradewise
