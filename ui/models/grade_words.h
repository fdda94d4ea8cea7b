// What there is to say of one grade, in numbers and sentences.
#pragma once

#include "ui/models/run_picture.h"

#include <QString>

namespace gradewise {

/// Whether the target is zero, so that the error shown is the L2 error: there is no relative one.
bool isAbsolute(const ShownGrade& grade);
/// The error of the partial sum on the evaluation grid, relative where it can be.
double shownError(const ShownGrade& grade);
/// How far the grade in row `row` (from 0) is, or how it ended, why, and what may help.
QString gradeStory(int row, const ShownGrade& grade);

} // namespace gradewise
