// The grades of an experiment as people count them: `repeat` written out, one row a grade. An edit of one of
// several equal grades splits the entry; everything else leaves the entries of the file as they are.
#pragma once

#include "core/configuration/config.h"

#include <optional>
#include <vector>

namespace gradewise {

/// Number of grades, repeats written out.
Index gradeCount(const std::vector<GradeConfig>& grades);
/// The entry that row `row` (from 0, below gradeCount) belongs to.
const GradeConfig& gradeAt(const std::vector<GradeConfig>& grades, Index row);
/// Replaces one row and joins it with equal neighbours. `grade.repeat` is ignored; nothing happens when the
/// row already is that grade. Grades that a solver builds are one network: all of them take its settings.
void setGrade(std::vector<GradeConfig>& grades, Index row, GradeConfig grade);
/// Puts a copy of the row after it.
void duplicateGrade(std::vector<GradeConfig>& grades, Index row);
void removeGrade(std::vector<GradeConfig>& grades, Index row);
/// Exchanges row and row + 1.
void exchangeGrades(std::vector<GradeConfig>& grades, Index row);
/// Weights and biases of all grades for d inputs and t outputs; nothing when it is beyond counting.
std::optional<Index> parameterTotal(const std::vector<GradeConfig>& grades, Index inputs, Index outputs);

} // namespace gradewise
