// The joint read-out: all frozen features stay as they are, and the read-outs of all grades are fitted
// together.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/numbers/may_continue.h"

#include <optional>

namespace gradewise {

/// The model with the same hidden features and the read-outs C_1 … C_L and one offset that together minimise
/// Σ_j |y_j - Σ_l C_l h_l(x_j) - c|² over the samples x (d × n) with labels y (t × n). It is solved for the
/// change of the read-outs, in a few rounds, each with the ridge of ReadOut; a round that does not lessen the
/// residual ends it, so the residual is never larger than the model's own. `mayContinue` is asked between
/// tiles of samples; nothing is returned once it says no.
std::optional<MultigradeModel> jointReadOut(const MultigradeModel& model, const Matrix& x, const Matrix& y,
                                            const MayContinue& mayContinue);

/// How many doubles jointReadOut() holds beside its model and samples, roughly.
double jointReadOutNumbers(Index features, Index samples);

} // namespace gradewise
