// What panels say about a run in words, and the values they take out of its matrices.
#pragma once

#include "core/numbers/matrix.h"
#include "ui/charts/maps/plane_map.h"

#include <QString>

#include <span>
#include <vector>

namespace gradewise {

class RunModel;
struct LargestError;

/// "grade 4 of 6 · epoch 212", "4 grades planned", "6 of 6 grades trained".
QString runCaption(const RunModel& model);
/// "Press Run to train 4 grades." before a run, else empty.
QString runHint(const RunModel& model);
/// What a map shows of more than it can: "slice z = 0.5", "first of 2 outputs"; empty where it shows all.
QString planeNote(const RunModel& model);
/// "x = 0.3, y = 0.5": a point of the grid.
QString placeText(const RunModel& model, Index column);
/// The same of the place where |r_l| is largest: a point of the grid, or a peak between two.
QString placeOfSup(const RunModel& model, std::size_t grade);

/// "sup |f − s| ≤ 3.9e-05 over the interval (certified); 181 linear pieces": the largest error of a finished
/// run with its kind.
QString largestErrorText(const LargestError& error);

/// Row `index` of a matrix as a list.
std::vector<double> rowOf(const Matrix& matrix, Index index);
/// x of the grid of a function of one variable, without a copy.
std::span<const double> abscissae(const RunModel& model);
/// The grid's x and y of a function of two or three variables.
PlaneGrid planeGrid(const RunModel& model);
/// First output of values (t × n) over that grid; of three variables at the middle z.
std::vector<double> planeValues(const RunModel& model, const Matrix& values);

/// Where |r_l| > |r_{l-1}| on the grid of one variable, each stretch up to half a step wider than its points.
std::vector<Range> growingIntervals(const RunModel& model, std::size_t grade);

} // namespace gradewise
