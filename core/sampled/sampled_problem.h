// Weight decay in several variables as a convex problem. Fitting c₀ + Σ_k c_k ρ(w_k·z + b_k), c_k in R^t,
// under
//     ½ mean|y - f|² + ½ β Σ_k (|w_k|² + |c_k|²)                         (biases b_k and c₀ are free)
// over all widths is the group Lasso ½ mean|y - f|² + β Σ|a_k| over c₀ and the ramps ρ(u·z + b) of all unit
// directions u: scaling a neuron leaves a_k = |w_k| c_k and 2|w_k||c_k| ≤ |w_k|² + |c_k|² (Pilanci & Ergen
// 2020; Bach, Breaking the Curse of Dimensionality with Convex Neural Networks, JMLR 18, 2017). It is convex,
// but there are too many u to try them all: it is solved for sampled ones, see sampled_ramps.h.
#pragma once

#include "core/network/block.h"
#include "core/sampled/sampled_ramps.h"
#include "core/sampled/working_set.h"

#include <vector>

namespace gradewise {

/// Samples with mean 0 and, in the mean, |z|² = 1; labels with mean 0 and |y|² = 1. β is scaled with them.
struct SampledProblem {
    Matrix samples; ///< m × n
    Matrix wanted;  ///< t × n
    Vector centre;  ///< of the samples: z = (sample - centre) / length
    double length = 1.0;
    double scale = 1.0; ///< of labels; objectives are in units of scale²
    double price = 0.0; ///< β in these units
};

SampledProblem sampledProblem(const Matrix& features, const Matrix& residual, double regularisation);

/// coefficient · ρ(side (u·z - position))
struct SampledNeuron {
    Index direction = 0;
    double side = 1.0;
    double position = 0.0;
    Vector coefficient;
};

/// The neurons of a fit. With one output two of the same direction whose kinks are at neighbouring samples
/// and whose coefficients have the same sign become one between them: values at samples and Σ|a_k| stay.
std::vector<SampledNeuron> neuronsOf(const RampFit& fit, const WorkingSet& working,
                                     const SampledRamps& ramps);

/// They as a block, in the samples' own units, inner and outer weights of equal size as weight decay wants
/// them, its read-out offset the best one. Neurons that are not needed stay zero.
Block blockOf(const SampledProblem& problem, const std::vector<SampledNeuron>& neurons,
              const SampledRamps& ramps, const BlockShape& shape, const Matrix& features,
              const Matrix& residual);

} // namespace gradewise
