// What the audit of one frozen grade measured: plain numbers, kept in the run's record. What they mean is
// said by core/audit/checks.h.
#pragma once

#include "core/audit/curvature.h"
#include "core/audit/growth.h"
#include "core/audit/norms.h"
#include "core/audit/units.h"

#include <cstdint>
#include <optional>

namespace gradewise {

struct GradeAudit {
    double rounding = 0.0; ///< below this a residual on the grid is rounding, see roundingSlack()
    Growth grid;           ///< where |r_l| > |r_{l-1}| on the evaluation grid
    Growth train;          ///< and at the training samples
    Norms before;          ///< of r_{l-1} on the grid
    Norms after;           ///< of r_l
    bool seen = true;      ///< the grid has points at which u_l is not 0

    std::uint64_t hash = 0;                           ///< of the grade's parameters when it was frozen
    std::optional<Index> changedAfter = std::nullopt; ///< number of the grade after which it was another one
    /// Largest difference at some grid points between the sum of contributions and one plain pass through
    /// all grades, divided by the largest |f| there.
    double sumDefect = 0.0;

    /// |r_l| / |r_{l-1}| on the training samples; nothing where r_{l-1} vanishes.
    std::optional<double> trainRatio = std::nullopt;
    /// (|r_l|² + |u_l|² - |r_{l-1}|²) / |r_{l-1}|² there.
    std::optional<double> pythagoras = std::nullopt;

    UnitAudit units;
    std::optional<Curvature> curvature = std::nullopt; ///< of grades fitted by gradient descent

    bool operator==(const GradeAudit&) const = default;
};

} // namespace gradewise
