// Holds a grade back that strays between the samples: its read-out is fitted once more.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/training/between/between_places.h"
#include "core/training/grade_in_work.h"

namespace gradewise {

/// Fits the read-out to the grade's own values at the samples and, at the places where it strays, to the
/// nearer line; each round counts these fourfold. Then it is scaled as the guard does. False, and the grade
/// as it was, when no read-out was found that strays nowhere and does no harm on the validation samples, or
/// when the run is stopped meanwhile.
bool restrain(GradeInWork& work, BetweenPlaces& places, const OrderedSamples& samples,
              const PointSets& points, const MayContinue& mayContinue);

} // namespace gradewise
