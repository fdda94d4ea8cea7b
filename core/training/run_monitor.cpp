#include "core/training/run_monitor.h"

#include "core/record/of_grade.h"

#include <limits>

namespace gradewise {

RunMonitor::RunMonitor(RunControl& control, RunObserver& observer, RunRecord& run)
    : control_(control), observer_(observer), run_(run) {}

void RunMonitor::beginGrade(std::size_t grade, const GradeConfig& config, Index parameters,
                            const FitData& data) {
    grade_ = static_cast<Index>(grade);
    epoch_ = 0;
    watch_.emplace(config, parameters, data.features, data.residual);
    whole_ = true;
    control_.gradeBegun(mostEpochs(config));
    gradeBegun_ = trainingSeconds();
}

void RunMonitor::passGrade(std::size_t grade, const RunRecord& before) {
    grade_ = static_cast<Index>(grade);
    repeat(before);
    setClock(before.seconds);
    const std::optional<double>& limit = run_.config.stop.seconds;
    runTimeUsedUp_ = limit && !run_.history.empty() && run_.history.back().seconds >= *limit;
}

void RunMonitor::resumeGrade(const GradeInProgress& grade, const RunRecord& before) {
    repeat(before);
    epoch_ = grade.descent.epochs;
    watch_->putBack(grade.watch);
    setClock(grade.seconds);
    gradeBegun_ = grade.begun;
}

void RunMonitor::repeat(const RunRecord& before) {
    const auto points = ofGrade(before.history, grade_);
    const auto curvature = ofGrade(before.curvature, grade_);
    auto next = curvature.begin();
    const auto noteUpTo = [&](Index last) {
        for (; next != curvature.end() && next->epoch <= last; ++next)
            note(next->epoch, next->curvature);
    };
    for (const HistoryPoint& point : points) {
        noteUpTo(point.epoch - 1);
        run_.history.push_back(point);
        observer_.epochDone(point, Block());
    }
    noteUpTo(std::numeric_limits<Index>::max());
}

void RunMonitor::setClock(double seconds) {
    start_ = Clock::now();
    secondsBefore_ = seconds + control_.secondsWaited() + secondsWatching_;
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
        watchHessian(report, block);
    if (limit && seconds >= *limit) {
        runTimeUsedUp_ = true;
        return Decision::FinishGrade;
    }
    return control_.epochBoundary();
}

void RunMonitor::watchHessian(const EpochReport& report, const Block& block) {
    const double begun = trainingSeconds();
    if (const auto seen = watch_->measure(report.epoch, block, report.rate,
                                          [this] { return checkpoint() == Decision::Continue; }))
        note(report.epoch, *seen);
    else
        whole_ = whole_ && checkpoint() == Decision::Continue;
    secondsWatching_ += trainingSeconds() - begun;
}

void RunMonitor::stateReached(const DescentState& state) {
    if (whole_)
        observer_.stateReached(run_, {gradeBegun_, trainingSeconds(), state, watch_->memory()});
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
    return secondsBefore_ + std::chrono::duration<double>(Clock::now() - start_).count() -
           control_.secondsWaited() - secondsWatching_;
}

} // namespace gradewise
