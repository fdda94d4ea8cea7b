// The per-grade stop rules, judged after every epoch.
#pragma once

#include "core/solver/fit.h"
#include "core/solver/stop_rules_memory.h"

#include <optional>

namespace gradewise {

/// What errors are compared by: the relative L2 error of fit.h, and sqrt(squares), an absolute one, where the
/// labels vanish and there is none.
double comparedError(double squares, double norm);

/// Remembers what the rules need of the epochs so far. Allocates only when made.
class StopRules {
public:
    explicit StopRules(const GradeStop& stop);

    /// The rule that ends the grade after this epoch, or nothing. The goal is not judged here: only the
    /// solver knows whether the reported error is that of the present weights. `validation` is the
    /// comparedError() on the validation samples; NaN when there are none.
    std::optional<StopReason> judge(const EpochReport& report, double validation);

    /// What is remembered, to be put back into the rules of the same grade.
    const StopRulesMemory& memory() const { return memory_; }
    void putBack(StopRulesMemory memory);

private:
    bool level(double loss);
    bool outOfPatience(double validation);

    GradeStop stop_;
    StopRulesMemory memory_;
};

} // namespace gradewise
