// What the residuals of a run are, as strips, rows and words show them.
#pragma once

#include "ui/charts/maps/waterfall.h"
#include "ui/panels/residuals/grade_lines.h"
#include "ui/panels/residuals/residual_strip.h"

#include <QString>

#include <optional>
#include <vector>

namespace gradewise {

class RunModel;
struct Peaks;
struct Theme;

/// What tells r_0, r_1, … of a run from those before.
std::vector<RowStamp> stampsOf(const RunModel& model);
/// The peaks of r_l between the points of the grid.
const Peaks& residualPeaks(const RunModel& model, std::size_t grade);
/// r_l as a strip shows it. `commonScale`: that of all strips; nothing: its own.
StripContent stripOf(const RunModel& model, std::size_t grade, const std::optional<Range>& commonScale);
/// Whether a strip is no longer what the run says. Frozen grades never change: only a look at their numbers,
/// not their curves.
bool isStale(const RunModel& model, const StripContent& shown);
/// The largest |r_l| of all outputs at every point of the grid.
void magnitudesOf(const RunModel& model, std::size_t grade, std::vector<double>& into);
/// Name and numbers of r_l.
GradeLine gradeLineOf(const RunModel& model, std::size_t grade, const Theme& theme);
/// Which grades are missing, and why; nothing where none is. `asMaps`: they are shown as maps.
QString remarkOnMissing(const RunModel& model, bool asMaps);
/// The newest residual in a sentence.
QString residualInWords(const RunModel& model);

} // namespace gradewise
