// Least squares where each row couples three neighbouring unknowns and one unknown more, in O(n) by plane
// rotations: no product AᵀA is formed, whose condition would be the square.
#pragma once

#include "core/numbers/matrix.h"

#include <vector>

namespace gradewise {

/// min |R x - r|² over x_0 … x_{n-1} and a border unknown z. Allocates when made only.
class BandedLeastSquares {
public:
    /// One row: entries at `first`, `first` + 1, `first` + 2 (those past n - 1 must be 0), at z, right side.
    struct Row {
        double one = 0.0;
        double two = 0.0;
        double three = 0.0;
        double border = 0.0;
        double right = 0.0;
    };

    explicit BandedLeastSquares(Index unknowns);

    /// Forgets all rows.
    void begin();
    /// Rows come in order of `first`. One with border and right side only may come at any time (`first` is
    /// n).
    void add(Index first, Row row);
    /// [z, x]; not finite where the rows leave an unknown open.
    Vector solve() const;

private:
    std::vector<Row> triangle_; ///< row i of R begins at unknown i
    Row corner_;                ///< its last row: border and right side
};

} // namespace gradewise
