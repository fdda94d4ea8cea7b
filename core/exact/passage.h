// One pass of places through a network, forwards for its values, backwards for what rounding may have done to
// them. Private to the room.
#pragma once

#include "core/network/multigrade_model.h"

namespace gradewise {

/// What a ReLU network of one variable and one output shows at ascending places between which all of its
/// neurons are linear, but for rounding.
struct Passage {
    Matrix sums;        ///< s_1 … s_L at the places, L × p
    Vector sizes;       ///< by grade: the largest Σ |terms| that s_l is summed up from
    double slack = 0.0; ///< see LinearPieces::slack
};

Passage passThrough(const MultigradeModel& model, const Vector& places);

} // namespace gradewise
