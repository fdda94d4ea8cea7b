// Greedy choice of ReLU neurons: an orthogonal greedy algorithm over a random dictionary. It replaces random
// initialisation where the read-out is solved exactly.
#pragma once

#include "core/network/neurons.h"
#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"

namespace gradewise {

/// Chooses `width` neurons one after the other, each the candidate that, together with those chosen before
/// and a constant, takes most away from `labels` (orthogonal least squares; Chen, Cowan & Grant 1991).
/// `inputs` are whitened samples, k × n; `labels` is t × n. Candidates have random unit directions and their
/// kink at a random sample; candidates and correlations are taken on a random subset of samples.
/// `mayContinue` is asked before each choice; once it says no, the rest are candidates as they come.
Neurons chooseNeurons(const Matrix& inputs, const Matrix& labels, Index width, Random& random,
                      const MayContinue& mayContinue);

/// How many candidates, and at most as many samples, a choice of that width looks at.
Index dictionarySize(Index width);

/// Multiply-adds of a choice of `width` neurons for inputs of `rows` rows and that many outputs and samples.
double greedyMultiplyAdds(Index rows, Index outputs, Index samples, Index width);

} // namespace gradewise
