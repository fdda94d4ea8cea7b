#include "core/session/snapshot_mailbox.h"

#include "core/record/grade_checks.h"

namespace gradewise {

void SnapshotMailbox::begun(const GradeMetrics& before) {
    change([&](RunUpdate& update) { update.before = before; });
}

void SnapshotMailbox::gradeBegun(std::size_t grade) {
    change([&](RunUpdate& update) { update.begunGrade = grade; });
}

void SnapshotMailbox::epochDone(const HistoryPoint& point) {
    change([&](RunUpdate& update) { update.history.push_back(point); });
}

void SnapshotMailbox::curvatureSeen(const CurvaturePoint& point) {
    change([&](RunUpdate& update) { update.curvature.push_back(point); });
}

void SnapshotMailbox::live(std::shared_ptr<const GradeSnapshot> snapshot) {
    change([&](RunUpdate& update) { update.live = std::move(snapshot); });
}

void SnapshotMailbox::gradeFinished(GradeFinished grade) {
    change([&](RunUpdate& update) {
        // A finished grade is newer than any picture taken while it was trained.
        if (update.live && update.live->grade <= grade.grade)
            update.live.reset();
        update.finishedGrades.push_back(std::move(grade));
    });
}

void SnapshotMailbox::remark(std::string sentence) {
    change([&](RunUpdate& update) { update.remarks.push_back(std::move(sentence)); });
}

void SnapshotMailbox::ended(std::shared_ptr<const RunRecord> record) {
    RunFindings findings = findingsOf(*record); // it takes a while
    change([&](RunUpdate& update) {
        update.findings = std::move(findings);
        update.record = std::move(record);
    });
}

} // namespace gradewise
