// What a run sends to the window: every history point and every finished grade is kept, of the live snapshots
// only the newest.
#pragma once

#include "core/session/mailbox.h"
#include "core/session/run_update.h"

namespace gradewise {

class SnapshotMailbox : public Mailbox<RunUpdate> {
public:
    void begun(const GradeMetrics& before);
    void gradeBegun(std::size_t grade);
    void epochDone(const HistoryPoint& point);
    void curvatureSeen(const CurvaturePoint& point);
    void live(std::shared_ptr<const GradeSnapshot> snapshot);
    void gradeFinished(GradeFinished grade);
    void remark(std::string sentence);
    void ended(std::shared_ptr<const RunRecord> record);
};

} // namespace gradewise
