#include "core/training/trainer.h"

#include "core/experiment/smoothing_rules.h"
#include "core/experiment/version.h"
#include "core/training/ending.h"
#include "core/training/past_grades.h"
#include "core/training/read_outs.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// Makes room for the history of all grades at once: a list that grows by
/// itself holds itself twice now and then. The room costs nothing until it is
/// filled; where there is none the list grows after all.
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

/// Grade after grade, each fitted to what those before it left over.
class Training {
public:
    /// Empties `run` and brings it to where it was broken off, in the usual case
    /// before the first grade. From here on it holds whatever is frozen, also
    /// when something is thrown. References outlive the training.
    Training(RunRecord& run, const Experiment& experiment, RunControl& control, RunObserver& observer,
             int workers, const BegunRun& begun)
        : experiment_(experiment),
          workers_(workers),
          begun_(begun),
          grades_(expandedGrades(experiment.config())),
          points_(PointSets::of(experiment.target(), experiment.config())),
          run_(begin(run, experiment, points_, observer)),
          settling_(experiment, points_.train.data()),
          watchers_(experiment, points_, control, observer, run) {
        passGrades(begun.run, grades_.size(), run_, points_, settling_, watchers_);
    }

    void train() {
        std::optional<Ending> ending = watchers_.endingSoFar();
        while (!ending && run_.grades.size() < grades_.size())
            ending = trainGrade(grades_[run_.grades.size()]);
        if (ending) {
            run_.status = ending->status;
            run_.reason = std::move(ending->reason);
        }
        if (config().polish && run_.status == RunStatus::Finished)
            run_.polish = polished(run_.model, points_, watchers_.monitor());
        watchers_.ended(points_);
    }

private:
    static RunRecord& begin(RunRecord& run, const Experiment& experiment, const PointSets& points,
                            RunObserver& observer) {
        run = emptyRun(experiment, points);
        observer.runBegun(run.before);
        return run;
    }

    /// The method: fit, settle, freeze, advance. What ends the run before this grade, without it, or after
    /// it; nothing when it goes on.
    std::optional<Ending> trainGrade(const GradeConfig& grade) {
        if (auto ending = endingBefore(grade, run_.grades.size(), points_.train))
            return ending;
        GradeInWork work = workOn(grade); // r_{l-1} = y - s_{l-1}
        fit(work);                        // N_l to r_{l-1} on the frozen features
        settle(work);                     // its read-out: u_l
        if (auto ending = endingInstead(config().adaptive, work, points_.validation)) {
            watchers_.takenBack();
            return ending;
        }
        freeze(work);
        advance(work); // s_l = s_{l-1} + u_l
        watchers_.frozen(work, points_);
        return watchers_.endingSoFar();
    }

    GradeInWork workOn(const GradeConfig& grade) const {
        GradeInWork work;
        work.index = run_.grades.size();
        work.residual = points_.train.residual();
        work.validationResidual = points_.validation.residual();
        work.record.config = grade;
        work.record.config.repeat = 1;
        return work;
    }

    void fit(GradeInWork& work) {
        const GradeConfig& grade = work.record.config;
        const FitData data = work.data(points_);
        FitTask task = taskFor(grade);
        task.begun = watchers_.gradeBegun(work, task.shape.parameterCount(), data, begun_);
        FitResult fitted = gradewise::fit(task, data, watchers_.monitor());
        watchers_.fitted(work, fitted, data);
        work.grade = {std::move(fitted.block), grade.carry,
                      smoothingOf(grade, experiment_.target().domain())};
    }

    void settle(GradeInWork& work) { settling_.settle(work, run_.model, points_, watchers_.monitor()); }

    void freeze(GradeInWork& work) { run_.model.append(std::move(work.grade)); }

    void advance(const GradeInWork& work) {
        points_.advance(run_.model.grade(work.index), work.index + 1 == grades_.size());
    }

    FitTask taskFor(const GradeConfig& grade) const {
        const MultigradeModel& model = run_.model;
        FitTask task;
        task.shape = {model.nextInputs(), grade.hidden, model.outputs(), grade.activation};
        task.initialisation = grade.initialisation;
        task.solver = grade.solver;
        task.stop = grade.stop;
        task.seed = config().seed;
        task.grade = model.grades();
        task.workers = workers_;
        return task;
    }

    const ExperimentConfig& config() const { return experiment_.config(); }

    const Experiment& experiment_;
    const int workers_;
    const BegunRun& begun_;
    const std::vector<GradeConfig> grades_;
    PointSets points_;
    RunRecord& run_;
    Settling settling_;
    Watchers watchers_;
};

/// Memory ran out: what the run still holds of the grade that was not frozen
/// goes.
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
    run.reason = fmt::format("Memory ran out after grade {}; the grades so far "
                             "are kept. Use fewer samples or "
                             "smaller widths.",
                             grades);
}

} // namespace

RunRecord train(const Experiment& experiment, RunControl& control, RunObserver& observer, int workers) {
    RunRecord run;
    Training(run, experiment, control, observer, workers, BegunRun()).train();
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
        Training(run, experiment, control, observer, workers, begun).train();
    } catch (const std::bad_alloc&) {
        if (run.grades.empty())
            throw;
        keepFrozen(run);
    }
    return run;
}

} // namespace gradewise
