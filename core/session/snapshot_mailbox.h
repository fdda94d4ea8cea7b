// Between the training thread, which must never wait, and the window, which takes what is new when it draws:
// every history point and every finished grade is kept, of the live snapshots only the newest.
#pragma once

#include "core/session/run_update.h"

#include <mutex>
#include <utility>

namespace gradewise {

class SnapshotMailbox {
public:
    void begun(const GradeMetrics& before);
    void gradeBegun(std::size_t grade);
    void epochDone(const HistoryPoint& point);
    void curvatureSeen(const CurvaturePoint& point);
    void live(std::shared_ptr<const GradeSnapshot> snapshot);
    void gradeFinished(GradeFinished grade);
    void remark(std::string sentence);
    void ended(std::shared_ptr<const RunRecord> record, std::string failure);

    /// Everything since the last call, moved out.
    RunUpdate take();

private:
    std::mutex mutex_;
    RunUpdate update_; ///< guarded by mutex_
};

} // namespace gradewise
