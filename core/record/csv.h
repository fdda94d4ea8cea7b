// Tables for other programs: C locale, 17 significant digits, a header line, comma-separated.
#pragma once

#include "core/record/run_record.h"

#include <string>

namespace gradewise {

struct GridCurves;

/// grade,epoch,seconds,train_relative_l2,validation_relative_l2,learning_rate,gap
std::string historyCsv(const RunRecord& record);
/// grade,epoch,learning_rate,largest,largest_error,least,least_error,one_minus_rate_largest,
/// one_minus_rate_least: the extreme eigenvalues λ of the Hessian and 1 - η λ
std::string curvatureCsv(const RunRecord& record);
/// One row a grade: status, reason, epochs, seconds, parameters, all metrics.
std::string gradesCsv(const RunRecord& record);
/// x (,y,z), target, s_L, r_0 … r_L on the grid; with t > 1 outputs each column is named target_1, target_2 …
std::string curvesCsv(const GridCurves& curves);

} // namespace gradewise
