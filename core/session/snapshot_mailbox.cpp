#include "core/session/snapshot_mailbox.h"

#include "core/record/grade_checks.h"

namespace gradewise {

void SnapshotMailbox::begun(const GradeMetrics& before) {
    const std::scoped_lock lock(mutex_);
    update_.before = before;
}

void SnapshotMailbox::gradeBegun(std::size_t grade) {
    const std::scoped_lock lock(mutex_);
    update_.begunGrade = grade;
}

void SnapshotMailbox::epochDone(const HistoryPoint& point) {
    const std::scoped_lock lock(mutex_);
    update_.history.push_back(point);
}

void SnapshotMailbox::curvatureSeen(const CurvaturePoint& point) {
    const std::scoped_lock lock(mutex_);
    update_.curvature.push_back(point);
}

void SnapshotMailbox::live(std::shared_ptr<const GradeSnapshot> snapshot) {
    const std::scoped_lock lock(mutex_);
    update_.live = std::move(snapshot);
}

void SnapshotMailbox::gradeFinished(GradeFinished grade) {
    const std::scoped_lock lock(mutex_);
    // A finished grade is newer than any picture taken while it was trained.
    if (update_.live && update_.live->grade <= grade.grade)
        update_.live.reset();
    update_.finishedGrades.push_back(std::move(grade));
}

void SnapshotMailbox::remark(std::string sentence) {
    const std::scoped_lock lock(mutex_);
    update_.remarks.push_back(std::move(sentence));
}

void SnapshotMailbox::ended(std::shared_ptr<const RunRecord> record, std::string failure) {
    const std::size_t changed = record ? firstChangedGrade(*record) : 0; // it takes a while
    const std::scoped_lock lock(mutex_);
    update_.changedGrade = changed;
    update_.record = std::move(record);
    update_.failure = std::move(failure);
}

RunUpdate SnapshotMailbox::take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(update_, {});
}

} // namespace gradewise
