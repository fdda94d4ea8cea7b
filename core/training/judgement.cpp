#include "core/training/judgement.h"

#include "core/numbers/metrics.h"
#include "core/record/resolution.h"

#include <cmath>
#include <utility>

namespace gradewise {

std::optional<Kinks> kinksOf(const Target& target, const ExperimentConfig& config) {
    if (target.inputs() != 1)
        return std::nullopt;
    const Interval& domain = target.domain().front();
    return Kinks(domain.low, domain.high, 2 * config.samples.train.count);
}

void judgeKinks(std::optional<Kinks>& kinks, const RunRecord& run, GradeRecord& record) {
    if (!kinks)
        return;
    kinks->advance(run.model.grade(run.model.grades() - 1));
    if (!kinks->known())
        return;
    record.kinks = kinks->count();
    const bool warned = !run.grades.empty() && kinkWarning(run.config.samples, run.grades.back().kinks);
    const auto warning = warned ? std::nullopt : kinkWarning(run.config.samples, record.kinks);
    if (warning && !record.warning.ends_with(*warning)) // which a grade trained before has already
        record.warning += (record.warning.empty() ? "" : " ") + *warning;
}

namespace {

/// The largest error at the points that have labels without noise; `sums` gives the values of s there.
template <class Sums>
KnownError largestKnown(const PointSets& points, const ExperimentConfig& config, Sums sums) {
    const bool noise = config.samples.noise > 0.0;
    KnownError known;
    for (const PointSet* const set : {&points.train, &points.validation, &points.test, &points.grid}) {
        if (set->data().x.cols() == 0 || (noise && set == &points.train))
            continue;
        const Matrix sum = sums(*set);
        Index worst = 0;
        const double size = (set->data().y - sum).cwiseAbs().row(0).maxCoeff(&worst);
        if (size > known.size)
            known = {size, set->data().x(0, worst),
                     8.0 * unitRoundoff * (std::abs(set->data().y(0, worst)) + std::abs(sum(0, worst)))};
    }
    return known;
}

} // namespace

KnownError knownError(const PointSets& points, const ExperimentConfig& config, const MultigradeModel& model) {
    return largestKnown(points, config,
                        [&model](const PointSet& set) { return model.evaluate(set.data().x); });
}

void judgeInterval(const PointSets& points, RunRecord& run) {
    const Target& target = *run.target;
    if (target.inputs() != 1 || target.outputs() != 1 || run.grades.empty())
        return;
    // Weights that grew without bound say nothing.
    const auto judge = [&](const MultigradeModel& model,
                           const KnownError& known) -> std::optional<ErrorOverInterval> {
        ErrorOverInterval found = largestError(run.config.target, target, model);
        confront(found.error, known);
        return std::isfinite(found.error.attained) ? std::optional(std::move(found)) : std::nullopt;
    };
    const auto ofGrades = [](const PointSet& set) { return set.sum(); };
    if (const auto found = judge(run.model, largestKnown(points, run.config, ofGrades))) {
        run.largestError = found->error;
        for (std::size_t l = 0; found->pieces && l < run.grades.size(); ++l)
            run.grades[l].pieces = found->pieces->counts[l];
    }
    if (!run.polish)
        return;
    const MultigradeModel& polished = run.polish->model;
    if (const auto found = judge(polished, knownError(points, run.config, polished)))
        run.polish->largestError = found->error;
}

} // namespace gradewise
