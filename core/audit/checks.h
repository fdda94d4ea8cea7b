// What the audit's numbers mean for one grade: which claims hold, which do not, which do not apply, and in
// one sentence each what the theorem (arXiv 2601.16884, existence of grades) says about it and what not.
#pragma once

#include "core/audit/grade_audit.h"
#include "core/numbers/name_table.h"
#include "core/solver/outcome.h"
#include "core/solver/solver.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

enum class CheckId {
    Pointwise,  ///< V1: |r_l| ≤ |r_{l-1}| at every point
    Norms,      ///< V2: L1, L2, L4 fall, sup does not grow
    Uniform,    ///< V3: sup → 0
    Frozen,     ///< V4: frozen weights do not change, and contributions add up to the network
    Pythagoras, ///< V5: |r_l|² + |u_l|² = |r_{l-1}|²
    StepSize,   ///< V6: η λ_max < 2
    Units,      ///< V7: dead and superfluous units
};
template <>
Names<CheckId> namesOf<CheckId>();

enum class CheckState { Held, Violated, NotApplicable };
template <>
Names<CheckState> namesOf<CheckState>();

struct Check {
    CheckId id = CheckId::Pointwise;
    CheckState state = CheckState::NotApplicable;
    /// Violated against a promise, or so that the grade is of no use; otherwise nobody promised it.
    bool alarming = false;
    double size = 0.0;   ///< how bad, among grades of the same state; infinite where a figure is no number
    std::string finding; ///< the figures, or why it does not apply
    std::string meaning; ///< a sentence
    /// The figure alone, for where little fits: "at 25 %", "L2 ÷4.000"; empty where it does not apply.
    std::string figure = {};
};

/// How far a grade came: what must never be shown as converged is named.
enum class GradeProgress {
    Improved,
    Stagnated,  ///< trained, and the residual on the training samples is less than 1 % smaller
    Dead,       ///< all ReLU units of a hidden layer are dead
    Constant,   ///< all units of a hidden layer of another activation are constant
    Worse,      ///< the residual on the training samples grew
    Diverged,   ///< its loss was no longer finite, or far above its start
    LeftOut,    ///< it contributes nothing
    AtRounding, ///< nothing was left to learn
    Untrained,  ///< it was ended before its first epoch
};
template <>
Names<GradeProgress> namesOf<GradeProgress>();
/// A half sentence: "stagnated: …"; empty for Improved.
std::string describe(GradeProgress progress);
/// What may help: a sentence; empty where nothing failed.
std::string advice(GradeProgress progress, const SolverOptions& solver);

/// What the grade is, as far as the claims depend on it.
struct AuditedGrade {
    SolverOptions solver;
    Activation activation = Activation::Relu;
    StopReason reason = StopReason::None;
    bool diverged = false;     ///< its training did
    Index epochs = 1;          ///< of training
    bool guarded = false;      ///< scaled by α = <r, u> / <u, u>
    bool balanced = false;     ///< its read-out lets the residual grow at no training sample
    bool smoothed = false;     ///< its contribution is a smoothed read-out
    std::uint64_t hashNow = 0; ///< of the parameters as they are
    Index grade = 1;           ///< its number, from 1
};

/// For each check of the first list, the place of the list with the worst one: alarming before violated
/// before held before not applicable, then the larger size, then the earlier one. At least one list; all are
/// judge()'s.
std::vector<std::size_t> worstOf(std::span<const std::vector<Check>> grades);

std::vector<Check> judge(const GradeAudit& audit, const AuditedGrade& grade);
GradeProgress progressOf(const GradeAudit& audit, const AuditedGrade& grade);

} // namespace gradewise
