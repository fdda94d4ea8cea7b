#include "core/training/run_monitor.h"

namespace gradewise {

RunMonitor::RunMonitor(RunControl& control, RunObserver& observer, RunRecord& run)
    : control_(control), observer_(observer), run_(run) {}

void RunMonitor::beginGrade(std::size_t grade, CurvatureWatch& watch) {
    grade_ = static_cast<Index>(grade);
    epoch_ = 0;
    watch_ = &watch;
    control_.gradeBegun();
}

void RunMonitor::note(Index epoch, const Curvature& curvature) {
    std::vector<CurvaturePoint>& seen = run_.curvature;
    if (!seen.empty() && seen.back().grade == grade_ && seen.back().epoch == epoch)
        return; // a grade may end where it was just looked at
    seen.push_back({grade_, epoch, curvature});
    observer_.curvatureSeen(seen.back());
}

Decision RunMonitor::checkpoint() {
    return control_.checkpoint();
}

bool RunMonitor::wantsBlock() const {
    return observer_.wantsBlock() || watch_->due(epoch_ + 1);
}

Decision RunMonitor::epochDone(const EpochReport& report, const Block& block) {
    const double seconds = trainingSeconds();
    const std::optional<double>& limit = run_.config.stop.seconds;
    epoch_ = report.epoch;
    run_.history.push_back({grade_, report.epoch, seconds, report.trainRelativeL2,
                            report.validationRelativeL2, report.rate, report.gap});
    observer_.reported(report);
    observer_.epochDone(run_.history.back(), block);
    if (watch_->due(report.epoch))
        watch(report, block);
    if (limit && seconds >= *limit) {
        runTimeUsedUp_ = true;
        return Decision::FinishGrade;
    }
    return control_.epochBoundary();
}

void RunMonitor::watch(const EpochReport& report, const Block& block) {
    const double begun = trainingSeconds();
    if (const auto seen = watch_->look(report.epoch, block, report.rate,
                                       [this] { return checkpoint() == Decision::Continue; }))
        note(report.epoch, *seen);
    secondsWatching_ += trainingSeconds() - begun;
}

void RunMonitor::explain(FitResult& result) const {
    if (runTimeUsedUp_ && result.reason == StopReason::FinishedNow)
        result.reason = StopReason::RunTime;
}

void RunMonitor::forgetGrade() {
    const auto isIts = [this](const auto& point) { return point.grade == grade_; };
    std::erase_if(run_.history, isIts);
    std::erase_if(run_.curvature, isIts);
}

double RunMonitor::trainingSeconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count() - control_.secondsWaited() -
           secondsWatching_;
}

} // namespace gradewise
