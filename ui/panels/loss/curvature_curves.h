// The eigenvalue picture of gradient descent: 1 - η λ of the extreme eigenvalues λ of the Hessian, over
// epochs. The linearised step is I - η H: it contracts while all of them lie between -1 and 1.
#pragma once

#include "core/record/run_record.h"
#include "ui/panels/card_panel.h"

#include <span>
#include <vector>

namespace gradewise {

class CurveView;

/// Draws into a view: `before` says how many epochs lie before each grade's first.
void drawCurvature(CurveView& view, std::span<const CurvaturePoint> points, std::span<const double> before,
                   const Theme& theme);
std::vector<LegendEntry> curvatureLegend(const Theme& theme);
/// Where the newest step stands, in words.
QString curvatureInWords(const CurvaturePoint& newest);

} // namespace gradewise
