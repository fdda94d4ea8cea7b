// How far a grade's solution is at most above the best one there is.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

/// What the solver `convex` proves. Objectives are ½ mean|residual - N|² + ½ β Σ(|w|² + |c|²) on the training
/// samples, of the fit, before a guard or a rejection.
struct Certificate {
    enum class Kind {
        Exact,   ///< no network of any width has a smaller objective than dualBound
        Sampled, ///< no network whose neurons are among those that were sampled
    };
    Kind kind = Kind::Exact;
    double objective = 0.0;   ///< of the solution that was found
    double dualBound = 0.0;   ///< below the least objective: the dual function at a feasible point
    double relativeGap = 0.0; ///< (objective - dualBound) / objective
    Index neurons = 0;        ///< that the solution needs
    std::optional<double> prunedObjective =
        std::nullopt; ///< of the block, where it has fewer neurons than that

    bool operator==(const Certificate&) const = default;
};

template <>
Names<Certificate::Kind> namesOf<Certificate::Kind>();

} // namespace gradewise
