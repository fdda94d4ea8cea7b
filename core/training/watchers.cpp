#include "core/training/watchers.h"

#include "core/training/grade_auditor.h"
#include "core/training/judgement.h"

#include <utility>

namespace gradewise {

namespace {

/// The audit of each grade. What it sees of the Hessian belongs to the way of gradient descent, too.
class AuditWatcher final : public GradeWatcher {
public:
    AuditWatcher(const PointSet& grid, RunMonitor& monitor)
        : auditor_(grid, AuditEffort::Live), monitor_(monitor) {}

    void fitted(const GradeInWork& work, const FitResult& fitted, const FitData& data) override {
        const GradeConfig& config = work.record.config;
        auditor_.measure(config, fitted.block, fitted.epochs, data.features, data.residual);
        if (auditor_.curvature() && !config.stop.patience) // with patience the block is of an earlier epoch
            monitor_.note(fitted.epochs, *auditor_.curvature());
    }
    void frozen(GradeInWork& work, const RunRecord& run, const PointSets& points) override {
        work.record.audit = auditor_.freeze(run.model, work.index, work.residual, points.train, points.grid);
    }
    void passed(GradeRecord&, const RunRecord& run, const PointSets& points) override {
        auditor_.pass(run.model, run.model.grades() - 1, points.grid);
    }
    void recorded(RunRecord& run) override {
        if (timeToCheckFrozen(run.grades.size()))
            checkFrozen(run.model, run.grades);
    }
    void ended(RunRecord& run, const PointSets&) override { checkFrozen(run.model, run.grades); }

private:
    GradeAuditor auditor_;
    RunMonitor& monitor_;
};

class KinkWatcher final : public GradeWatcher {
public:
    explicit KinkWatcher(const Experiment& experiment)
        : kinks_(kinksOf(experiment.target(), experiment.config())) {}

    void frozen(GradeInWork& work, const RunRecord& run, const PointSets&) override {
        judgeKinks(kinks_, run, work.record);
    }
    void passed(GradeRecord& record, const RunRecord& run, const PointSets&) override {
        judgeKinks(kinks_, run, record);
    }

private:
    std::optional<Kinks> kinks_;
};

class IntervalWatcher final : public GradeWatcher {
public:
    void ended(RunRecord& run, const PointSets& points) override { judgeInterval(points, run); }
};

} // namespace

Watchers::Watchers(const Experiment& experiment, const PointSets& points, RunControl& control,
                   RunObserver& observer, RunRecord& run)
    : observer_(observer), run_(run), monitor_(control, observer, run) {
    within_.push_back(std::make_unique<AuditWatcher>(points.grid, monitor_));
    within_.push_back(std::make_unique<KinkWatcher>(experiment));
    within_.push_back(std::make_unique<IntervalWatcher>());
}

const DescentState* Watchers::gradeBegun(const GradeInWork& work, Index parameters, const FitData& data,
                                         const BegunRun& begun) {
    monitor_.beginGrade(work.index, work.record.config, parameters, data);
    observer_.gradeBegun(work.index, run_.model);
    if (!begun.grade || work.index != begun.run.grades.size())
        return nullptr;
    monitor_.resumeGrade(*begun.grade, begun.run);
    return &begun.grade->descent;
}

void Watchers::fitted(GradeInWork& work, FitResult& fitted, const FitData& data) {
    monitor_.explain(fitted);
    GradeRecord& record = work.record;
    record.status = fitted.status;
    record.reason = fitted.reason;
    record.epochs = fitted.epochs;
    record.seconds = monitor_.gradeSeconds();
    record.parameters = fitted.block.shape().parameterCount();
    record.certificate = fitted.certificate;
    record.multiplyAdds = fitted.multiplyAdds;
    for (const auto& watcher : within_)
        watcher->fitted(work, fitted, data);
}

void Watchers::frozen(GradeInWork& work, const PointSets& points) {
    work.record.metrics = points.metrics();
    for (const auto& watcher : within_)
        watcher->frozen(work, run_, points);
    run_.grades.push_back(std::move(work.record));
    for (const auto& watcher : within_)
        watcher->recorded(run_);
    run_.seconds = monitor_.trainingSeconds();
    observer_.frozen(run_);
    observer_.gradeDone(work.index, run_.grades.back(), run_.model);
}

std::optional<Ending> Watchers::endingSoFar() const {
    if (run_.grades.empty())
        return std::nullopt;
    return endingAfter(run_.grades.back(), run_.config.stop, monitor_.runTimeUsedUp());
}

void Watchers::passing(std::size_t index, const RunRecord& before) {
    observer_.gradeBegun(index, run_.model);
    monitor_.passGrade(index, before);
}

void Watchers::passed(GradeRecord record, const PointSets& points) {
    for (const auto& watcher : within_)
        watcher->passed(record, run_, points);
    run_.grades.push_back(std::move(record));
    observer_.gradeDone(run_.grades.size() - 1, run_.grades.back(), run_.model);
}

void Watchers::ended(const PointSets& points) {
    for (const auto& watcher : within_)
        watcher->ended(run_, points);
    run_.seconds = monitor_.trainingSeconds();
}

} // namespace gradewise
