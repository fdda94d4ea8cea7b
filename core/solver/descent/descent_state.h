// All that descent remembers from one step to the next: restored, it continues with the same bits.
#pragma once

#include "core/numbers/matrix.h"
#include "core/solver/stop_rules_memory.h"

#include <limits>
#include <string>
#include <vector>

namespace gradewise {

/// Between two steps of one grade. Single-precision numbers stand here as doubles, which hold them exactly.
struct DescentState {
    Index epochs = 0;         ///< done
    bool inEpoch = false;     ///< the next one has been begun: its samples are shuffled
    Index passed = 0;         ///< samples of it that were used
    double squares = 0.0;     ///< Σ |residual - N|² of these, or of the last epoch
    double seconds = 0.0;     ///< training time since the grade began
    std::string shuffling;    ///< state of the random numbers
    std::vector<Index> order; ///< the samples, shuffled; empty where all are used at once

    Vector parameters; ///< as many as the block has; the following likewise, or none
    Vector lastFinite; ///< at the beginning of the epoch
    Vector calm;       ///< from before the loss rose; none while it has not
    Vector first;      ///< moments of Adam
    Vector second;
    double power1 = 1.0; ///< β₁^k
    double power2 = 1.0; ///< β₂^k

    Vector best; ///< where the validation error was smallest, with the rule of patience
    double bestValidation = std::numeric_limits<double>::infinity();
    double validation = std::numeric_limits<double>::infinity(); ///< error of the present weights
    StopRulesMemory rules;
};

} // namespace gradewise
