// How large an experiment may be: what its solvers and read-outs can take, and what memory holds.
#pragma once

#include "core/configuration/config.h"
#include "core/files/rules.h"

namespace gradewise {

/// A joint read-out is possible for so many features only.
void checkPolish(Rules& rules, const ExperimentConfig& config);
/// What a solver refuses for its size, in grades that see what the grades before hand on. `inputs` and
/// `outputs` are d and t of the target.
void checkSolverSizes(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs);
/// A balanced read-out is possible for so many bounds only.
void checkBalanced(Rules& rules, const ExperimentConfig& config, Index outputs);
void checkMemory(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs);

} // namespace gradewise
