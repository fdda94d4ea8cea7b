// The per-grade stop rules, judged after every epoch.
#pragma once

#include "core/solver/fit.h"

#include <limits>
#include <optional>
#include <vector>

namespace gradewise {

/// Remembers what the rules need of the epochs so far. Allocates only when made.
class StopRules {
public:
    explicit StopRules(const GradeStop& stop);

    /// The rule that ends the grade after this epoch, or nothing. The goal is not judged here: only the
    /// solver knows whether the reported error is that of the present weights.
    std::optional<StopReason> judge(const EpochReport& report);

private:
    bool level(double loss);
    bool outOfPatience(double validation);

    GradeStop stop_;
    double bestValidation_ = std::numeric_limits<double>::infinity();
    Index sinceBest_ = 0;        ///< epochs
    std::vector<double> losses_; ///< ring of the last 2 · plateau epochs
    std::size_t seen_ = 0;
};

} // namespace gradewise
