// The variable projection of a grade that sees one number: its network is a linear spline, whose nodes are
// searched for directly. Far quicker than the general way, and deterministic without any random start.
#pragma once

#include "core/solver/fit.h"

namespace gradewise {

/// Fits a block with one hidden ReLU layer to features of one row that are not all equal. An "epoch" is a
/// step of KnotSearch; searches begin from several starts, and the best goes on. Otherwise as varpro().
FitResult fitSpline(const FitTask& task, const FitData& data, FitMonitor& monitor);

} // namespace gradewise
