// Whitening of frozen features: an affine change of variables after which they have mean 0, unit variance and
// no correlation. Frozen features of a trained block are nearly collinear; without it a search for directions
// sees only the few large ones.
#pragma once

#include "core/numbers/matrix.h"

#include <span>

namespace gradewise {

/// z ↦ map (z - mean), k × m with k ≤ m.
struct Whitening {
    Vector mean; ///< m
    Matrix map;  ///< k × m; k is the numerical rank

    /// The whitened samples, k × n, of m × n.
    Matrix apply(const Matrix& features) const;
};

/// From the singular value decomposition of the centred features (m × n), through their covariance:
/// directions whose standard deviation is below `tolerance` times the largest one are dropped, where each
/// feature counts in units of its own. A feature is constant when its standard deviation is below that share
/// of the largest one in its part: `parts` counts rows from above whose units are the same (empty: all are).
/// Rank 0 (no rows) when the features are constant.
Whitening whitening(const Matrix& features, std::span<const Index> parts = {}, double tolerance = 1e-7);

} // namespace gradewise
