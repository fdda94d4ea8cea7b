#include "core/study/sweep/sweep.h"

#include "core/experiment/validate.h"
#include "core/record/grade_checks.h"
#include "core/record/json.h"
#include "core/solver/solver.h"
#include "core/study/prospects.h"
#include "core/training/grade_auditor.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace gradewise {

namespace {

SweptGrade sweptGrade(const GradeRecord& record) {
    SweptGrade grade;
    grade.train = record.metrics.train.relativeL2;
    grade.validation = record.metrics.validation.relativeL2;
    grade.progress = progressOf(record).value_or(GradeProgress::Improved);
    grade.diverged = record.status == GradeStatus::Diverged;
    if (record.audit)
        grade.curvature = record.audit->curvature;
    return grade;
}

SweptRun sweptRun(const RunRecord& record) {
    SweptRun run{record.config.seed, record.status, record.seconds, {}};
    for (const GradeRecord& grade : record.grades)
        run.grades.push_back(sweptGrade(grade));
    return run;
}

/// A short run has no time to look at the Hessian; a sweep is about its bound of stability.
void measureCurvature(RunRecord& run, RunControl& control) {
    const auto unseen = [](const GradeRecord& grade) {
        return solverOf(grade.config.solver).hasStepSize() && grade.audit && !grade.audit->curvature;
    };
    if (std::ranges::none_of(run.grades, unseen))
        return;
    const std::vector<GradeAudit> audits = auditRun(run, AuditEffort::Steps, [&control](std::size_t) {
        return control.checkpoint() == Decision::Continue;
    });
    for (std::size_t i = 0; i < audits.size(); ++i)
        if (unseen(run.grades[i]))
            run.grades[i].audit->curvature = audits[i].curvature;
}

/// Passes on what the trainer tells of one run.
class RunWatcher final : public RunObserver {
public:
    explicit RunWatcher(SweepWatcher& watcher) : watcher_(watcher) {}
    void epochDone(const HistoryPoint& point, const Block&) override { watcher_.epochDone(point); }
    void gradeDone(std::size_t, const GradeRecord& record, const MultigradeModel&) override {
        watcher_.gradeDone(sweptGrade(record));
    }

private:
    SweepWatcher& watcher_;
};

bool hasRate(const ExperimentConfig& config) {
    return std::ranges::any_of(config.grades,
                               [](const GradeConfig& grade) { return solverOf(grade.solver).descends(); });
}

constexpr const char* noRate =
    "No grade of this experiment has a learning rate: a sweep is for the solvers adam and gd.";

std::string planProblem(const SweepPlan& plan) {
    const auto usable = [](double rate) { return std::isfinite(rate) && rate > 0.0; };
    if (!usable(plan.low) || !usable(plan.high) || plan.low > plan.high)
        return fmt::format("The learning rates must be finite and above 0, the first not above the last; "
                           "they are {} and {}.",
                           plan.low, plan.high);
    if (plan.rates < 1 || plan.seeds < 1)
        return "A sweep needs one learning rate and one seed at least.";
    if (plan.rates > 1 && plan.low == plan.high)
        return fmt::format("From {} to {} there is only one learning rate; {} are asked for.", plan.low,
                           plan.high, plan.rates);
    return {};
}

} // namespace

std::vector<double> sweepRates(const SweepPlan& plan) {
    std::vector<double> rates;
    for (Index i = 0; i < plan.rates; ++i) {
        const bool last = plan.rates > 1 && i + 1 == plan.rates;
        const double share =
            plan.rates == 1 ? 0.0 : static_cast<double>(i) / static_cast<double>(plan.rates - 1);
        rates.push_back(last ? plan.high : plan.low * std::pow(plan.high / plan.low, share));
    }
    return rates;
}

std::string sweepProblem(const ExperimentConfig& config, const SweepPlan& plan) {
    if (std::string problem = planProblem(plan); !problem.empty())
        return problem;
    if (!hasRate(config))
        return noRate;
    // A final rate becomes as small as the first makes it.
    std::optional<Experiment> swept;
    for (const double rate : {plan.low, plan.high}) {
        auto prepared = prepare(withRate(config, rate));
        if (const auto* issues = std::get_if<std::vector<Issue>>(&prepared))
            return fmt::format("With the learning rate {} this experiment cannot be run. {}", rate,
                               describe(*issues));
        swept = std::get<Experiment>(std::move(prepared));
    }
    return problemOfSeeds(*swept, plan.seeds);
}

ExperimentConfig withRate(const ExperimentConfig& config, double rate) {
    if (!hasRate(config))
        throw std::invalid_argument(noRate);
    ExperimentConfig changed = config;
    for (GradeConfig& grade : changed.grades) {
        if (!solverOf(grade.solver).descends())
            continue;
        LearningRate& own = rateOf(grade.solver);
        if (own.final) // the quotient may round to more than 1
            own.final = std::min(rate, rate * (*own.final / own.initial));
        own.initial = rate;
    }
    return changed;
}

SweepRecord sweep(const ExperimentConfig& config, const SweepPlan& plan, RunControl& control,
                  SweepWatcher& watcher) {
    if (const std::string problem = sweepProblem(config, plan); !problem.empty())
        throw std::invalid_argument(problem);
    SweepRecord record;
    record.config = config;
    RunWatcher runWatcher(watcher);
    const std::vector<double> rates = sweepRates(plan);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        SweptRate swept{rates[i], {}};
        for (Index k = 0; k < plan.seeds; ++k) {
            ExperimentConfig mine = withRate(config, rates[i]);
            mine.seed = config.seed + static_cast<std::uint64_t>(k);
            watcher.runBegun(i, mine.seed);
            RunRecord run = train(prepareOrThrow(mine), control, runWatcher);
            if (run.status == RunStatus::Stopped) {
                record.stopped = true;
                return record;
            }
            measureCurvature(run, control);
            swept.runs.push_back(sweptRun(run));
            watcher.runDone(i, swept.runs.back());
        }
        record.rates.push_back(std::move(swept));
    }
    return record;
}

} // namespace gradewise
