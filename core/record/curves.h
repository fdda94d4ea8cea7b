// A run on the evaluation grid: what the panels draw and curves.csv holds. Always computed from the model,
// never accumulated.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/target/target.h"

#include <vector>

namespace gradewise {

/// Values on the evaluation grid, columns are grid points.
struct GridCurves {
    Matrix x;                          ///< d × n
    Matrix target;                     ///< f, t × n
    std::vector<Matrix> contributions; ///< u_1 … u_L, t × n each

    std::size_t grades() const { return contributions.size(); }
    /// s_l = u_1 + … + u_l; s_0 = 0.
    Matrix partialSum(std::size_t grade) const;
    /// r_l = f - s_l; r_0 = f.
    Matrix residual(std::size_t grade) const;
};

GridCurves evaluateOnGrid(const Target& target, const MultigradeModel& model, Matrix gridPoints);

} // namespace gradewise
