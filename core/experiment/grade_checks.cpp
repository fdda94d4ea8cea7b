#include "core/experiment/grade_checks.h"

namespace gradewise {

AuditedGrade auditedGrade(const GradeRecord& record, bool guard, std::size_t grade, std::uint64_t hashNow) {
    AuditedGrade audited;
    audited.solver = record.config.solver.kind;
    audited.activation = record.config.activation;
    audited.reason = record.reason;
    // The guard leaves alone what is built, and what was proved to be the best under its regularisation.
    const bool certified = record.certificate && record.guardScale == 1.0;
    audited.guarded = guard && !isBuilt(audited.solver) && !certified && record.guardScale != 0.0;
    audited.hashNow = hashNow;
    audited.grade = static_cast<Index>(grade) + 1;
    return audited;
}

std::optional<GradeProgress> progressOf(const GradeRecord& record) {
    if (!record.audit)
        return std::nullopt;
    return progressOf(*record.audit, auditedGrade(record, false, 0, record.audit->hash));
}

std::string progressWords(const GradeRecord& record) {
    const auto progress = progressOf(record);
    return progress ? describe(*progress) : std::string();
}

} // namespace gradewise
