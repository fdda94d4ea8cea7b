// What the duel's window says about an experiment and what is equal.
#pragma once

#include "core/study/duel/duel.h"

#include <QString>

namespace gradewise {

/// "multiply-adds", "parameters", "training time"
QString budgetText(DuelBudget budget);
/// The experiment's title, or a text instead.
QString duelName(const ExperimentConfig& config);
/// The two networks, in a sentence or two.
QString aboutDuel(const ExperimentConfig& config);

} // namespace gradewise
