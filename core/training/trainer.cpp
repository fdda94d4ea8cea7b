#include "core/training/trainer.h"

#include "core/experiment/smoothing_rules.h"
#include "core/experiment/validate.h"
#include "core/experiment/version.h"
#include "core/training/between_samples.h"
#include "core/training/ending.h"
#include "core/training/grade_auditor.h"
#include "core/training/judgement.h"
#include "core/training/past_grades.h"
#include "core/training/point_sets.h"
#include "core/training/read_outs.h"
#include "core/training/run_monitor.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// Makes room for the history of all grades at once: a list that grows by itself holds itself twice now and
/// then. The room costs nothing until it is filled; where there is none the list grows after all.
void makeRoom(std::vector<HistoryPoint>& history, const ExperimentConfig& config) {
    double epochs = 0.0;
    for (const GradeConfig& grade : config.grades)
        epochs += static_cast<double>(grade.repeat) * static_cast<double>(mostEpochs(grade));
    constexpr double most = limits::maximumBytes / static_cast<double>(sizeof(HistoryPoint));
    try {
        history.reserve(static_cast<std::size_t>(std::min(epochs, most)));
    } catch (const std::bad_alloc&) {
        history.clear();
    }
}

/// Before the first grade.
RunRecord emptyRun(const Experiment& experiment, const PointSets& points) {
    const Target& target = experiment.target();
    RunRecord run;
    makeRoom(run.history, experiment.config());
    run.config = experiment.config();
    run.target = target;
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

/// Trains what is missing of a run that was broken off, in the usual case all of it, and leaves in `run`
/// whatever is frozen when something is thrown.
void trainInto(RunRecord& run, const Experiment& experiment, RunControl& control, RunObserver& observer,
               int workers, const BegunRun& begun) {
    const ExperimentConfig& config = experiment.config();
    const Target& target = experiment.target();
    PointSets points = PointSets::of(target, config);
    run = emptyRun(experiment, points);
    observer.runBegun(run.before);

    std::optional<Kinks> kinks = kinksOf(target, config);
    BetweenSamples between(target.domain(), config, points.train.data());
    GradeAuditor auditor(points.grid, AuditEffort::Live);
    RunMonitor monitor(control, observer, run);
    const std::vector<GradeConfig> grades = expandedGrades(config);
    const auto endsRun = [&](const GradeRecord& record) {
        auto ending = endingAfter(record, config.stop, monitor.runTimeUsedUp());
        if (!ending)
            return false;
        run.status = ending->status;
        run.reason = std::move(ending->reason);
        return true;
    };
    passGrades(begun.run, grades.size(), {run, points, kinks, between, auditor, monitor, observer});
    bool ended = !run.grades.empty() && endsRun(run.grades.back());
    for (const GradeConfig& grade : std::span(grades).subspan(run.grades.size())) {
        if (ended)
            break;
        const std::size_t index = run.grades.size();
        if (auto reason = nothingLeft(grade, index, points.train)) {
            run.reason = *std::move(reason);
            break;
        }
        const Matrix residual = points.train.residual();
        const Matrix validationResidual = points.validation.residual();
        const FitData data{points.train.features(),      residual,
                           points.validation.features(), validationResidual,
                           points.train.norm(),          points.validation.norm(),
                           points.train.parts()};
        FitTask task = taskFor(grade, run.model, config.seed, workers);
        CurvatureWatch watch(grade, task.shape.parameterCount(), data.features, residual);
        double beginning = monitor.beginGrade(index, watch);
        observer.gradeBegun(index, run.model);
        if (begun.grade && index == begun.run.grades.size()) {
            beginning = monitor.goOn(*begun.grade, begun.run);
            task.begun = &begun.grade->descent;
        }

        FitResult fitted = fit(task, data, monitor);
        monitor.explain(fitted);
        GradeRecord record = recordOf(grade, fitted, monitor.trainingSeconds() - beginning);
        auditor.look(grade, fitted.block, fitted.epochs, data.features, residual);
        if (auditor.curvature() && !grade.stop.patience) // with patience the block is of an earlier epoch
            monitor.note(fitted.epochs, *auditor.curvature());

        FrozenGrade frozen{std::move(fitted.block), grade.carry, smoothingOf(grade, target.domain())};
        run.model.prepare(frozen);
        settleReadOut(config.guard, record, frozen, points.train, residual, monitor);
        refuseNotFinite(record, frozen, points.train, run.model, config.seed);
        between.settle(config.guard, record, frozen, points, residual, validationResidual, monitor);
        if (config.adaptive)
            if (auto reason = rejection(index, record, frozen, points.validation, validationResidual)) {
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
        run.seconds = monitor.trainingSeconds();
        observer.frozen(run);
        observer.gradeDone(index, record, run.model);
        ended = endsRun(record);
    }
    checkFrozen(run.model, run.grades);
    if (config.polish && run.status == RunStatus::Finished)
        run.polish = polished(run.model, points, monitor);
    judgeInterval(points, run);
    run.seconds = monitor.trainingSeconds();
}

/// Memory ran out: what the run still holds of the grade that was not frozen goes.
void keepFrozen(RunRecord& run) {
    const std::size_t grades = run.grades.size();
    const auto isLater = [grades](const auto& point) {
        return static_cast<std::size_t>(point.grade) >= grades;
    };
    std::erase_if(run.history, isLater);
    std::erase_if(run.curvature, isLater);
    run.model.cutTo(grades);
    run.polish.reset();
    run.status = RunStatus::Failed;
    run.reason =
        fmt::format("Memory ran out after grade {}; the grades so far are kept. Use fewer samples or "
                    "smaller widths.",
                    grades);
}

} // namespace

RunRecord train(const Experiment& experiment, RunControl& control, RunObserver& observer, int workers) {
    RunRecord run;
    trainInto(run, experiment, control, observer, workers, BegunRun());
    return run;
}

RunRecord train(const Experiment& experiment) {
    RunControl control;
    RunObserver observer;
    return train(experiment, control, observer);
}

RunRecord trainKeeping(const Experiment& experiment, RunControl& control, RunObserver& observer, int workers,
                       const BegunRun& begun) {
    requireFit(begun, experiment.config());
    RunRecord run;
    try {
        trainInto(run, experiment, control, observer, workers, begun);
    } catch (const std::bad_alloc&) {
        if (run.grades.empty())
            throw;
        keepFrozen(run);
    }
    return run;
}

} // namespace gradewise
