#include "core/training/settling.h"

#include "core/training/ending.h"
#include "core/training/read_outs.h"

namespace gradewise {

Settling::Settling(const Experiment& experiment, const Dataset& train)
    : guard_(experiment.config().guard),
      seed_(experiment.config().seed),
      between_(experiment.target().domain(), experiment.config(), train) {}

void Settling::settle(GradeInWork& work, const MultigradeModel& below, const PointSets& points,
                      RunMonitor& monitor) {
    below.prepare(work.grade);
    settleReadOut(guard_, work, points.train, monitor);
    refuseNotFinite(work.record, work.grade, points.train, below, seed_);
    between_.settle(guard_, work, points, monitor.untilStopped());
}

} // namespace gradewise
