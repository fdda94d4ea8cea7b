#include "core/training/judgement.h"

#include "core/experiment/resolution.h"

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
    if (!warned)
        record.warning = kinkWarning(run.config.samples, record.kinks).value_or("");
}

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

} // namespace gradewise
