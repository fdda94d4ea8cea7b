// The typed values of one grade, by row of the written-out grade list.
#pragma once

#include "ui/controls/config_editor.h"

#include <span>

namespace gradewise {

enum class GradeField {
    Widths,
    LearningRate,
    FinalRate,
    DecayFactor,
    DecayEvery,
    BatchSize, ///< empty: all samples
    Steps,
    Regularisation,
    Sigma, ///< of the smoothing, one number or one a variable; empty: none
    Ratio, ///< of all grades of the solver textbook
    Epochs,
    Seconds, ///< empty: no such rule
    Goal,    ///< empty: no such rule
    PlateauEpochs,
    PlateauChange,
    Patience, ///< empty: no such rule
};

std::span<const GradeField> allGradeFields();
Field gradeField(Index row, GradeField kind);
/// The row and the kind of a grade's field, if it is one.
std::optional<std::pair<Index, GradeField>> gradeFieldOf(const QString& path);

} // namespace gradewise
