#include "core/training/run_monitor.h"

namespace gradewise {

RunMonitor::RunMonitor(const RunStop& stop, RunControl& control, RunObserver& observer,
                       std::vector<HistoryPoint>& history)
    : stop_(stop), control_(control), observer_(observer), history_(history) {}

void RunMonitor::beginGrade(std::size_t grade) {
    grade_ = static_cast<Index>(grade);
    control_.gradeBegun();
}

Decision RunMonitor::checkpoint() {
    return control_.checkpoint();
}

bool RunMonitor::wantsBlock() const {
    return observer_.wantsBlock();
}

Decision RunMonitor::epochDone(const EpochReport& report, const Block& block) {
    const double seconds = trainingSeconds();
    history_.push_back({grade_, report.epoch, seconds, report.trainRelativeL2, report.validationRelativeL2,
                        report.rate, report.gap});
    observer_.reported(report);
    observer_.epochDone(history_.back(), block);
    if (stop_.seconds && seconds >= *stop_.seconds) {
        runTimeUsedUp_ = true;
        return Decision::FinishGrade;
    }
    return control_.epochBoundary();
}

void RunMonitor::explain(FitResult& result) const {
    if (runTimeUsedUp_ && result.reason == StopReason::FinishedNow)
        result.reason = StopReason::RunTime;
}

double RunMonitor::trainingSeconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count() - control_.secondsWaited();
}

} // namespace gradewise
