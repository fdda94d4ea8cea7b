// The audit of a grade of a record, judged.
#pragma once

#include "core/audit/checks.h"
#include "core/record/run_record.h"

namespace gradewise {

/// What the claims depend on. `hashNow` is the hash of the grade's block as it is.
AuditedGrade auditedGrade(const GradeRecord& record, bool guard, std::size_t grade, std::uint64_t hashNow);

/// Whether the weights of a grade, from 0, are others than those that were frozen, so that what the record
/// says of its errors does not belong to them; false without an audit.
bool frozenWeightsChanged(const RunRecord& record, std::size_t grade);
/// 1 + the first such grade, from 0; 0 when there is none.
std::size_t firstChangedGrade(const RunRecord& record);

/// Whether the target, or the training labels, vanish on a whole point set of the run, so that errors
/// relative to it are undefined there and absolute ones must be shown.
bool hasNoRelativeErrors(const RunRecord& record);

/// Sentences on a balanced read-out: what it cost, and how exact it is.
std::string describe(const BalanceRecord& balance);
/// How the grade ended, a half sentence: its reason, but that what is proved of a network is not said of the
/// one that took its place.
std::string endWords(const GradeRecord& record);
/// The same from its parts; `scaled` by the guard.
std::string endWords(StopReason reason, const std::optional<Certificate>& certificate, bool balanced,
                     bool scaled = false);
/// "stagnated: …" and the like of a grade that must not pass for converged, and what may help; empty for all
/// others, and without an audit.
std::string progressWords(const GradeRecord& record);
/// What the audit says of it; nothing without one.
std::optional<GradeProgress> progressOf(const GradeRecord& record);

} // namespace gradewise
