// A ReLU network of one variable, as what it is: a continuous piecewise linear function. Its pieces are found
// through all layers, with a proved bound on everything that rounding leaves open.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/target/target.h"

#include <optional>
#include <vector>

namespace gradewise {

/// s_1 … s_L on an interval.
struct LinearPieces {
    /// p places, ascending, the ends of the interval included; s_L is linear between neighbours.
    Vector places;
    /// s_L at the places.
    Vector values;
    /// Pieces of s_1, …, s_L. A place at which s_l bends by less than its own rounding does not end a piece.
    std::vector<Index> counts;
    /// The places at which s_L bends, without the ends.
    Vector kinks;
    /// At no double x of the interval does s_L(x), in any order of summation, differ from the straight line
    /// between the neighbouring places by more than this: rounding of all sums and of the places, and neurons
    /// that change sign next to a place. A running error bound (Higham 2002, chapter 3), each error carried
    /// to the output along the slopes of its piece, times two for what is not of first order.
    double slack = 0.0;
};

/// How far to go: nothing is found when a network has more places, or costs more, than this.
struct PiecesLimits {
    Index places = 200000;
    double multiplications = 1e9; ///< places × weights
    double numbers = 4e7;         ///< places × widest layer: what is held at once
};

/// Nothing when the model has another activation than ReLU, a smoothed grade, several inputs or outputs, or
/// too many places.
std::optional<LinearPieces> linearPieces(const MultigradeModel& model, const Interval& domain,
                                         const PiecesLimits& limits = {});

/// Why linearPieces() finds nothing, as the end of a sentence: "a grade is not made of ReLU".
std::string whyNoPieces(const MultigradeModel& model);

} // namespace gradewise
