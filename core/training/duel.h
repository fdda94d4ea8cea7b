// The duel: a grade-wise run beside one network of as many hidden layers that is trained end to end, under
// an equal budget, over several seeds.
#pragma once

#include "core/training/trainer.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

/// What the end-to-end network gets as much of as the grade-wise run used.
enum class DuelBudget {
    Work,       ///< multiply-adds: the same widths, as many epochs as that pays for
    Parameters, ///< weights and biases: scaled widths, and the grades' epochs together
    Time,       ///< seconds of training: the same widths
};
std::span<const DuelBudget> allDuelBudgets();
std::string_view name(DuelBudget budget); ///< "work", "parameters", "time"
std::optional<DuelBudget> duelBudgetFromName(std::string_view text);

struct DuelRun {
    std::uint64_t seed = 0;
    Index parameters = 0;
    double multiplyAdds = 0.0; ///< of training, see multiplyAdds()
    double seconds = 0.0;      ///< of training
    bool diverged = false;     ///< the errors are of the last finite weights
    GradeMetrics metrics;      ///< at the end
};

struct DuelRecord {
    ExperimentConfig config;
    DuelBudget budget = DuelBudget::Work;
    std::vector<DuelRun> gradewise; ///< one a seed: config.seed, config.seed + 1, …
    std::vector<DuelRun> endToEnd;  ///< of the same seeds
    bool stopped = false;           ///< by the control; only whole pairs are kept
};

/// Multiply-adds of training a finished run: each epoch takes each sample through each weight forward and
/// back, three multiply-adds, but for the gradient by the inputs of the first layer; VarPro's steps also sum
/// w²/2 products a sample. Searches for starts and frozen features, which are few, are counted as one pass.
double multiplyAdds(const RunRecord& run);

/// The network that stands against the grades: all their hidden layers in one grade. Descent settings are
/// those of the first grade that has some, with the activation of the last grade; grades of another solver
/// meet Adam with a rate of 1e-3 that falls to 1e-5. Throws std::invalid_argument where the layers are more
/// than a grade may have.
ExperimentConfig endToEndOf(const RunRecord& gradewise, DuelBudget budget);

/// Called after each run of a pair.
using DuelWatcher = std::function<void(std::size_t seed, bool endToEnd, const DuelRun& run)>;

/// Runs both sides one after the other, so that neither takes the other's core, for `seeds` seeds.
DuelRecord duel(const ExperimentConfig& config, DuelBudget budget, Index seeds, RunControl& control,
                const DuelWatcher& watcher);

} // namespace gradewise
