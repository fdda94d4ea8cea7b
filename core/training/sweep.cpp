#include "core/training/sweep.h"

#include "core/experiment/grade_checks.h"

#include <cmath>
#include <stdexcept>

namespace gradewise {

namespace {

SweptGrade sweptGrade(const GradeRecord& record) {
    SweptGrade grade;
    grade.train = record.metrics.train.relativeL2;
    grade.validation = record.metrics.validation.relativeL2;
    grade.progress = progressOf(record).value_or(GradeProgress::Improved);
    if (record.audit && record.audit->curvature)
        grade.stepCurvature = record.audit->curvature->rate * record.audit->curvature->largest;
    return grade;
}

SweptRun sweptRun(const RunRecord& record) {
    SweptRun run{record.config.seed, record.status, record.seconds, {}};
    for (const GradeRecord& grade : record.grades)
        run.grades.push_back(sweptGrade(grade));
    return run;
}

} // namespace

std::vector<double> sweepRates(double low, double high, Index count) {
    std::vector<double> rates;
    for (Index i = 0; i < count; ++i) {
        const double share = count == 1 ? 0.0 : static_cast<double>(i) / static_cast<double>(count - 1);
        rates.push_back(i + 1 == count && count > 1 ? high : low * std::pow(high / low, share));
    }
    return rates;
}

ExperimentConfig withRate(const ExperimentConfig& config, double rate) {
    ExperimentConfig changed = config;
    bool any = false;
    for (GradeConfig& grade : changed.grades) {
        if (!descends(grade.solver.kind))
            continue;
        LearningRate& own = grade.solver.rate;
        if (own.final)
            own.final = rate * (*own.final / own.initial);
        own.initial = rate;
        any = true;
    }
    if (!any)
        throw std::invalid_argument(
            "No grade of this experiment has a learning rate: a sweep is for the solvers adam "
            "and gd.");
    return changed;
}

SweepRecord sweep(const ExperimentConfig& config, const std::vector<double>& rates, Index seeds,
                  RunControl& control, const SweepWatcher& watcher) {
    SweepRecord record;
    record.config = config;
    RunObserver nobody;
    for (const double rate : rates) {
        SweptRate swept{rate, {}};
        for (Index k = 0; k < seeds; ++k) {
            ExperimentConfig mine = withRate(config, rate);
            mine.seed = config.seed + static_cast<std::uint64_t>(k);
            const RunRecord run = train(mine, control, nobody);
            if (run.status == RunStatus::Stopped) {
                record.stopped = true;
                return record;
            }
            swept.runs.push_back(sweptRun(run));
            watcher(rate, swept.runs.back());
        }
        record.rates.push_back(std::move(swept));
    }
    return record;
}

} // namespace gradewise
