// A linear spline as a ReLU network with one hidden layer: one ramp for each inner node, to the right or to
// the left of it, and its coefficient is the jump of slope there.
#pragma once

#include "core/network/neurons.h"
#include "core/onevariable/ramp_sides.h"
#include "core/onevariable/spline.h"

namespace gradewise {

/// Neurons of one input with their read-out v(x) = C ρ(W x + b) + c.
struct SplineNeurons {
    Neurons neurons;
    Matrix coefficients;  ///< C, t × w
    Vector offset;        ///< c, t
    double squares = 0.0; ///< Σ weight |v(x) - y|² over the samples
};

/// Turns the spline of those nodes that fits best into `width` neurons.
///
/// With fewer inner nodes than neurons one ramp that is active everywhere takes the slope of the first cell,
/// and the function is the spline itself; neurons still left over have their kink spread over the cells and
/// the coefficient 0. With as many inner nodes as neurons (t = 1) the ramps must bring about that slope by
/// themselves: those to the left have coefficients that sum up to it with its sign turned. Which ramps go to
/// the left is chosen by the differencing method for number partitioning (Karmarkar & Karp 1982); the little
/// that is missing is a linear constraint on the values, which are fitted again under it.
SplineNeurons neuronsOf(const Spline& spline, Index width, const SortedSamples& samples);

/// The same for a spline with an inner node for each neuron that was fitted for those sides.
SplineNeurons neuronsOf(const Spline& spline, const RampSides& sides, const SortedSamples& samples);

/// Signs ±1 that bring Σ sign_i number_i close to 0; the sign of the last number is +1.
Vector balancingSigns(const Vector& numbers);

} // namespace gradewise
