// Variable projection: whitened features, greedily chosen neurons, a read-out that is always the best one,
// and L-BFGS on the hidden weights. What comes out is an ordinary block with one hidden ReLU layer.
//
// Not the published training rule (that is Adam, see descent.h): the same network, fitted far more closely.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Fits a block with one hidden ReLU layer; an "epoch" is a step of L-BFGS. Several greedy starts are tried
/// and the best goes on. The training residual never grows, since the read-out could be zero. Features of one
/// row are left to fitSpline(). Where there are validation samples, a grade that would raise their error is
/// cut back to its best step (StopReason::Validation) or contributes nothing (StopReason::Rejected).
///
/// What a fit says of its multiply-adds holds all that depends on the samples: whitening, three greedy
/// choices of neurons, the trials of the starts, every evaluation of a line search (its products over the
/// samples and the factorisation of the read-out's matrix), and the curvature of the last steps. Left out are
/// the two loops of L-BFGS, errors on validation samples, and the last read-out. A spline's fit counts each
/// pass over the samples, of which a step has one or more, and its banded system.
FitResult varpro(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
