#include "core/training/trainer.h"

#include "core/experiment/json.h"
#include "core/experiment/smoothing_rules.h"
#include "core/experiment/version.h"
#include "core/training/ending.h"
#include "core/training/grade_auditor.h"
#include "core/training/judgement.h"
#include "core/training/point_sets.h"
#include "core/training/read_outs.h"
#include "core/training/run_monitor.h"

#include <stdexcept>

namespace gradewise {

namespace {

void requireValid(const ExperimentConfig& config) {
    if (const auto issues = validate(config); !issues.empty())
        throw std::invalid_argument(describe(issues));
}

/// Before the first grade.
RunRecord emptyRun(const ExperimentConfig& config, const Target& target, const PointSets& points) {
    RunRecord run;
    run.config = config;
    run.model = MultigradeModel(target.inputs(), target.outputs());
    run.version = version;
    run.build = buildDescription();
    run.before = points.metrics();
    run.reason = "All grades are trained.";
    return run;
}

FitTask taskFor(const GradeConfig& grade, const MultigradeModel& model, std::uint64_t seed, int workers) {
    FitTask task;
    task.shape = {model.nextInputs(), grade.hidden, model.outputs(), grade.activation};
    task.initialisation = grade.initialisation;
    task.solver = grade.solver;
    task.stop = grade.stop;
    task.seed = seed;
    task.grade = model.grades();
    task.workers = workers;
    return task;
}

GradeRecord recordOf(const GradeConfig& config, const FitResult& fitted, double seconds) {
    GradeRecord record;
    record.config = config;
    record.config.repeat = 1;
    record.status = fitted.status;
    record.reason = fitted.reason;
    record.epochs = fitted.epochs;
    record.seconds = seconds;
    record.parameters = fitted.block.shape().parameterCount();
    record.certificate = fitted.certificate;
    record.multiplyAdds = fitted.multiplyAdds;
    return record;
}

} // namespace

RunRecord train(const ExperimentConfig& config, RunControl& control, RunObserver& observer, int workers) {
    requireValid(config);
    const Target target = std::get<Target>(makeTarget(config.target));
    PointSets points = PointSets::of(target, config);
    RunRecord run = emptyRun(config, target, points);
    observer.runBegun(run.before);

    std::optional<Kinks> kinks = kinksOf(target, config);
    GradeAuditor auditor(points.grid, AuditEffort::Live);
    RunMonitor monitor(control, observer, run);
    const std::vector<GradeConfig> grades = expandedGrades(config);
    for (const GradeConfig& grade : grades) {
        const std::size_t index = run.grades.size();
        const Matrix residual = points.train.residual();
        const Matrix validationResidual = points.validation.residual();
        const FitData data{points.train.features(),      residual,
                           points.validation.features(), validationResidual,
                           points.train.norm(),          points.validation.norm()};
        const FitTask task = taskFor(grade, run.model, config.seed, workers);
        CurvatureWatch watch(grade, task.shape.parameterCount(), data.features, residual);
        monitor.beginGrade(index, watch);
        observer.gradeBegun(index, run.model);

        const double begun = monitor.trainingSeconds();
        FitResult fitted = fit(task, data, monitor);
        monitor.explain(fitted);
        GradeRecord record = recordOf(grade, fitted, monitor.trainingSeconds() - begun);
        auditor.look(grade, fitted.block, fitted.epochs, data.features, residual);
        if (auditor.curvature() && !grade.stop.patience) // with patience the block is of an earlier epoch
            monitor.note(fitted.epochs, *auditor.curvature());

        FrozenGrade frozen{std::move(fitted.block), grade.carry, smoothingOf(grade, target.domain())};
        run.model.prepare(frozen);
        settleReadOut(config.guard, record, frozen, points.train, residual, monitor);
        if (config.adaptive)
            if (auto reason = rejection(index, frozen, points.validation, validationResidual)) {
                monitor.forgetGrade();
                run.reason = *std::move(reason);
                break;
            }
        run.model.append(std::move(frozen)); // frozen from here on
        points.advance(run.model.grade(index), index + 1 == grades.size());

        record.metrics = points.metrics();
        record.audit = auditor.freeze(run.model, index, residual, points.train, points.grid);
        judgeKinks(kinks, run, record);
        run.grades.push_back(record);
        if (timeToCheckFrozen(run.grades.size()))
            checkFrozen(run.model, run.grades);
        observer.gradeDone(index, record, run.model);
        if (auto ending = endingAfter(record, config.stop, monitor.runTimeUsedUp())) {
            run.status = ending->status;
            run.reason = std::move(ending->reason);
            break;
        }
    }
    checkFrozen(run.model, run.grades);
    if (config.polish && run.status == RunStatus::Finished)
        run.polish = polished(run.model, points, monitor);
    judgeInterval(target, run);
    run.seconds = monitor.trainingSeconds();
    return run;
}

RunRecord train(const ExperimentConfig& config) {
    RunControl control;
    RunObserver observer;
    return train(config, control, observer);
}

} // namespace gradewise
