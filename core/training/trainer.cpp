#include "core/training/trainer.h"

#include "core/experiment/json.h"
#include "core/experiment/resolution.h"
#include "core/experiment/smoothing_rules.h"
#include "core/experiment/version.h"
#include "core/network/kinks.h"
#include "core/solver/balanced_read_out.h"
#include "core/solver/joint_read_out.h"
#include "core/training/grade_auditor.h"
#include "core/training/point_set.h"
#include "core/training/run_monitor.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace gradewise {

namespace {

/// The four point sets of a run.
struct PointSets {
    PointSet train;
    PointSet validation;
    PointSet test;
    PointSet grid;

    static PointSets of(const Target& target, const ExperimentConfig& config) {
        Samples samples = drawSamples(target, config.samples, config.seed);
        Matrix points = gradewise::grid(target.domain(), defaultGridPerAxis(target.domain().size()));
        Matrix values = target(points);
        return {PointSet(std::move(samples.train)), PointSet(std::move(samples.validation)),
                PointSet(std::move(samples.test)), PointSet({std::move(points), std::move(values)})};
    }

    GradeMetrics metrics() const {
        return {train.metrics(), validation.metrics(), test.metrics(), grid.metrics()};
    }

    GradeMetrics metrics(const MultigradeModel& model) const {
        return {train.metrics(model), validation.metrics(model), test.metrics(model), grid.metrics(model)};
    }

    void advance(const FrozenGrade& grade, bool last) {
        for (PointSet* const set : {&train, &validation, &test, &grid})
            last ? set->finish(grade) : set->advance(grade);
    }
};

/// α = ⟨r, u⟩ / ⟨u, u⟩ on the training samples: r - α u is the shortest of all r - c u. Rounding may still
/// lengthen a residual that u cannot shorten; then α = 0 keeps it as it is.
double guardScale(const Matrix& residual, const Matrix& contribution) {
    const double size = contribution.squaredNorm();
    if (!(size > 0.0) || !std::isfinite(size))
        return 0.0;
    const double alpha = residual.cwiseProduct(contribution).sum() / size;
    return (residual - alpha * contribution).squaredNorm() <= residual.squaredNorm() ? alpha : 0.0;
}

/// A contribution that was proved to be the best under its regularisation stays as it is: scaled it would not
/// be that any more.
double guardOf(const GradeRecord& record, const Matrix& residual, const Matrix& contribution) {
    if (record.certificate && (residual - contribution).squaredNorm() <= residual.squaredNorm())
        return 1.0;
    return guardScale(residual, contribution);
}

/// Gives the block a read-out that raises the residual at no training sample. Nothing, and the block as it
/// was, when the run is stopped meanwhile.
std::optional<BalanceRecord> balance(Block& block, const PointSet& train, const Matrix& residual,
                                     RunMonitor& monitor) {
    const Matrix hidden = block.hidden(train.features());
    const double trained = relativeError((residual - block.readOut(hidden)).squaredNorm(), train.norm());
    const double slack = balanceRounding * train.data().y.cwiseAbs().maxCoeff();
    const auto balanced = balancedReadOut(hidden, residual, slack,
                                          [&monitor] { return monitor.checkpoint() != Decision::StopRun; });
    if (!balanced)
        return std::nullopt;
    const Index last = block.layers() - 1;
    block.weights(last) = balanced->coefficients;
    block.bias(last) = balanced->offset;
    return BalanceRecord{trained, balanced->gap, balanced->active, balanced->found};
}

/// What happens to the read-out between training and freezing. The guard scales what is used: of a smoothed
/// grade S u.
void settleReadOut(const ExperimentConfig& config, GradeRecord& record, FrozenGrade& grade,
                   const PointSet& train, const Matrix& residual, RunMonitor& monitor) {
    if (record.config.readOut == ReadOutRule::Balanced) {
        const double begun = monitor.trainingSeconds();
        record.balance = balance(grade.block, train, residual, monitor);
        record.seconds += monitor.trainingSeconds() - begun;
    }
    if (record.balance) {
        record.certificate.reset(); // it was about the read-out as trained
    } else if (config.guard &&
               !isBuilt(record.config.solver.kind)) { // scaled, what is built would not be that
        record.guardScale = guardOf(record, residual, grade.output(train.features(), train.data().x));
        grade.scale(record.guardScale);
    }
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

/// By the adaptive rule: why this grade must not stay, if it must not.
std::optional<std::string> rejection(const ExperimentConfig& config, std::size_t index,
                                     const FrozenGrade& grade, const PointSet& validation,
                                     const Matrix& residual) {
    if (!config.adaptive || index == 0)
        return std::nullopt;
    const double before = residual.squaredNorm();
    const double after = (residual - grade.output(validation.features(), validation.data().x)).squaredNorm();
    if (after < before)
        return std::nullopt;
    const auto samples = static_cast<double>(residual.cols());
    return fmt::format("Grade {} did not lower the mean squared validation error ({:.6g} before, {:.6g} with "
                       "it): the adaptive rule removed it and ended the run.",
                       index + 1, before / samples, after / samples);
}

/// Takes back what was written down of a grade that does not stay.
void forget(std::size_t index, RunRecord& run) {
    const auto isIts = [index](const auto& point) { return point.grade == static_cast<Index>(index); };
    std::erase_if(run.history, isIts);
    std::erase_if(run.curvature, isIts);
}

/// Why no further grade is begun.
struct Ending {
    RunStatus status;
    std::string reason;
};

std::optional<Ending> endingAfter(const GradeRecord& grade, const RunStop& stop, bool runTimeUsedUp) {
    if (grade.status == GradeStatus::Diverged)
        return Ending{RunStatus::Diverged,
                      "A loss was no longer finite; the last finite weights are kept. Try "
                      "a smaller learning rate."};
    if (grade.status == GradeStatus::Stopped)
        return Ending{RunStatus::Stopped, "Stopped on request; everything trained so far is kept."};
    if (runTimeUsedUp)
        return Ending{RunStatus::Finished, "The time allowed for the run is used up."};
    if (grade.config.solver.kind == SolverKind::Constructive && grade.reason == StopReason::Plateau)
        return Ending{RunStatus::Finished, "No bump lessens the residual on the training samples any more."};
    if (stop.relativeL2 && grade.metrics.grid.relativeL2 <= *stop.relativeL2)
        return Ending{RunStatus::Finished,
                      "The relative L2 error on the evaluation grid reached the run's goal."};
    if (stop.sup && grade.metrics.grid.sup <= *stop.sup)
        return Ending{RunStatus::Finished,
                      "The largest error on the evaluation grid reached the run's goal."};
    return std::nullopt;
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

std::optional<PolishRecord> polished(const MultigradeModel& model, const PointSets& points,
                                     RunMonitor& monitor) {
    const Dataset& samples = points.train.data();
    auto joint = jointReadOut(model, samples.x, samples.y,
                              [&monitor] { return monitor.checkpoint() != Decision::StopRun; });
    if (!joint)
        return std::nullopt;
    const GradeMetrics metrics = points.metrics(*joint);
    return PolishRecord{*std::move(joint), metrics};
}

/// Nothing to count in more than one variable.
std::optional<Kinks> kinksOf(const Target& target, const ExperimentConfig& config) {
    if (target.inputs() != 1)
        return std::nullopt;
    const Interval& domain = target.domain().front();
    return Kinks(domain.low, domain.high, 2 * config.samples.train.count);
}

/// Counts on past the last grade of the model; the first grade that has too many kinks says so.
void judgeKinks(std::optional<Kinks>& kinks, const RunRecord& run, GradeRecord& record) {
    if (!kinks)
        return;
    kinks->advance(run.model.grade(run.model.grades() - 1));
    if (!kinks->known())
        return;
    record.kinks = kinks->count();
    const bool warned = !run.grades.empty() && kinkWarning(run.config.samples, run.grades.back().kinks);
    if (!warned)
        record.warning = kinkWarning(run.config.samples, record.kinks).value_or("");
}

/// Whether the grades frozen so far are compared with their hashes after that one (from 1): always while they
/// are few, then now and then, since that is quadratic in their number; and once more at the end.
bool timeToCheckFrozen(std::size_t grades) {
    return grades <= 64 || grades % 64 == 0;
}

/// The largest error over the whole interval, and the pieces of all partial sums: after the training, on
/// which it has no influence.
void judgeInterval(const Target& target, RunRecord& run) {
    if (target.inputs() != 1 || target.outputs() != 1 || run.grades.empty())
        return;
    // Weights that grew without bound say nothing.
    const auto judge = [&](const MultigradeModel& model) -> std::optional<ErrorOverInterval> {
        ErrorOverInterval found = largestError(run.config.target, target, model);
        return std::isfinite(found.error.attained) ? std::optional(std::move(found)) : std::nullopt;
    };
    if (const auto found = judge(run.model)) {
        run.largestError = found->error;
        for (std::size_t l = 0; found->pieces && l < run.grades.size(); ++l)
            run.grades[l].pieces = found->pieces->counts[l];
    }
    if (run.polish)
        if (const auto found = judge(run.polish->model))
            run.polish->largestError = found->error;
}

void requireValid(const ExperimentConfig& config) {
    if (const auto issues = validate(config); !issues.empty())
        throw std::invalid_argument(describe(issues));
}

} // namespace

RunRecord train(const ExperimentConfig& config, RunControl& control, RunObserver& observer, int workers) {
    requireValid(config);
    const Target target = std::get<Target>(makeTarget(config.target));
    PointSets points = PointSets::of(target, config);

    RunRecord run;
    run.config = config;
    run.model = MultigradeModel(target.inputs(), target.outputs());
    run.version = version;
    run.build = buildDescription();
    run.before = points.metrics();
    run.reason = "All grades are trained.";
    observer.runBegun(run.before);

    std::optional<Kinks> kinks = kinksOf(target, config);
    GradeAuditor auditor(points.grid, AuditEffort::Live);
    RunMonitor monitor(control, observer, run);
    const std::vector<GradeConfig> grades = expandedGrades(config);
    for (const GradeConfig& grade : grades) {
        const std::size_t index = run.grades.size();
        const Matrix residual = points.train.residual();
        const FitTask task = taskFor(grade, run.model, config.seed, workers);
        CurvatureWatch watch(grade, task.shape.parameterCount(), points.train.features(), residual);
        monitor.beginGrade(index, watch);
        observer.gradeBegun(index, run.model);

        const Matrix validationResidual = points.validation.residual();
        const double begun = monitor.trainingSeconds();
        FitResult fitted = fit(task,
                               {points.train.features(), residual, points.validation.features(),
                                validationResidual, points.train.norm(), points.validation.norm()},
                               monitor);
        monitor.explain(fitted);
        GradeRecord record = recordOf(grade, fitted, monitor.trainingSeconds() - begun);
        auditor.look(grade, fitted.block, fitted.epochs, points.train.features(), residual);
        if (auditor.curvature() && !grade.stop.patience) // with patience the block is of an earlier epoch
            monitor.note(fitted.epochs, *auditor.curvature());
        FrozenGrade frozen{std::move(fitted.block), grade.carry, smoothingOf(grade, target.domain())};
        run.model.prepare(frozen);
        settleReadOut(config, record, frozen, points.train, residual, monitor);
        if (auto reason = rejection(config, index, frozen, points.validation, validationResidual)) {
            forget(index, run);
            run.reason = *std::move(reason);
            break;
        }
        run.model.append(std::move(frozen));
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
