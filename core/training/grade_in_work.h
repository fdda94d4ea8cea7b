// Grade l on its way from a configuration to a frozen block.
#pragma once

#include "core/record/run_record.h"
#include "core/solver/fit.h"
#include "core/training/point_sets.h"

namespace gradewise {

struct GradeInWork {
    std::size_t index = 0;     ///< l - 1
    Matrix residual;           ///< r_{l-1} = y - s_{l-1} on the training samples, t × n
    Matrix validationResidual; ///< the same on the validation samples
    GradeRecord record;        ///< what is written down of it; its configuration from the beginning
    FrozenGrade grade;         ///< once it is fitted; nothing changes it once the model holds it

    /// What it is fitted with. References to this grade and the points.
    FitData data(const PointSets& points) const {
        return {points.train.features(),      residual,
                points.validation.features(), validationResidual,
                points.train.norm(),          points.validation.norm(),
                points.train.parts()};
    }
};

} // namespace gradewise
