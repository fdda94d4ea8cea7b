#include "core/record/grade_checks.h"

#include "core/solver/solver.h"

#include <fmt/core.h>

#include <cmath>

namespace gradewise {

namespace {

bool isProof(StopReason reason) {
    return reason == StopReason::Certified || reason == StopReason::CertifiedSampled;
}

} // namespace

AuditedGrade auditedGrade(const GradeRecord& record, bool guard, std::size_t grade, std::uint64_t hashNow) {
    AuditedGrade audited;
    audited.solver = record.config.solver;
    audited.activation = record.config.activation;
    audited.reason = record.reason;
    audited.diverged = record.status == GradeStatus::Diverged;
    audited.epochs = record.epochs;
    // The guard leaves alone what is built, and what was proved to be the best under its regularisation.
    const bool certified = record.certificate && record.guardScale == 1.0;
    audited.balanced = record.balance.has_value();
    audited.smoothed = record.config.smoothing.has_value();
    audited.guarded = guard && !audited.balanced && !solverOf(audited.solver).isBuilt() && !certified &&
                      record.guardScale != 0.0;
    audited.hashNow = hashNow;
    audited.grade = static_cast<Index>(grade) + 1;
    return audited;
}

bool frozenWeightsChanged(const RunRecord& record, std::size_t grade) {
    const std::optional<GradeAudit>& audit = record.grades[grade].audit;
    return audit && (audit->changedAfter || audit->hash != record.model.grade(grade).block.hash());
}

std::size_t firstChangedGrade(const RunRecord& record) {
    for (std::size_t grade = 0; grade < record.grades.size(); ++grade)
        if (frozenWeightsChanged(record, grade))
            return grade + 1;
    return 0;
}

std::optional<GradeProgress> progressOf(const GradeRecord& record) {
    if (!record.audit)
        return std::nullopt;
    return progressOf(*record.audit, auditedGrade(record, false, 0, record.audit->hash));
}

bool hasNoRelativeErrors(const RunRecord& record) {
    const GradeMetrics& before = record.before;
    for (const Metrics& metrics : {before.train, before.validation, before.test, before.grid})
        if (std::isnan(metrics.relativeL2))
            return true;
    return false;
}

std::string describe(const BalanceRecord& balance) {
    const std::string before = fmt::format(
        "Balanced read-out; as trained the relative L2 error on the training samples would be {:.3e}",
        balance.trainedRelativeL2);
    if (!balance.found)
        return before +
               ". For some output only the read-out 0 was found to let the residual grow at no sample.";
    return fmt::format(
        "{}. Its squared error is at most {:.1e} of itself above the best that grows at no sample; {} "
        "sample{} it back.",
        before, balance.gap, balance.active, balance.active == 1 ? " holds" : "s hold");
}

std::string progressWords(const GradeRecord& record) {
    const auto progress = progressOf(record);
    if (!progress)
        return {};
    const std::string help = advice(*progress, record.config.solver);
    return help.empty() ? describe(*progress) : fmt::format("{}. {}", describe(*progress), help);
}

std::string endWords(StopReason reason, const std::optional<Certificate>& certificate, bool balanced,
                     bool scaled) {
    std::string words(describe(reason));
    if (!isProof(reason))
        return words;
    if (balanced)
        return "solved for its regularisation, then given a balanced read-out";
    if (certificate && certificate->prunedObjective)
        return fmt::format("pruned to its width; the network of {} neurons before that was {}",
                           certificate->neurons, words);
    return scaled ? words + ", then scaled by the guard" : words;
}

std::string endWords(const GradeRecord& record) {
    return endWords(record.reason, record.certificate, record.balance.has_value(), record.guardScale != 1.0);
}

} // namespace gradewise
