// The words for what checks.h distinguishes.
#include "core/audit/checks.h"
#include "core/solver/solver.h"

namespace gradewise {

namespace {

constexpr auto checks = nameTable<CheckId>({
    {CheckId::Pointwise, "V1", "no point gets worse"},
    {CheckId::Norms, "V2", "every norm falls"},
    {CheckId::Uniform, "V3", "largest error goes to 0"},
    {CheckId::Frozen, "V4", "frozen stays frozen"},
    {CheckId::Pythagoras, "V5", "Pythagoras"},
    {CheckId::StepSize, "V6", "the step is stable"},
    {CheckId::Units, "V7", "every unit is of use"},
});
static_assert(checks.isWhole());

constexpr auto checkStates = nameTable<CheckState>({
    {CheckState::Held, "held"},
    {CheckState::Violated, "violated"},
    {CheckState::NotApplicable, "does not apply"},
});
static_assert(checkStates.isWhole());

constexpr auto gradeProgresses = nameTable<GradeProgress>({
    {GradeProgress::Improved, "improved"},
    {GradeProgress::Stagnated, "stagnated"},
    {GradeProgress::Dead, "dead"},
    {GradeProgress::Constant, "constant"},
    {GradeProgress::Worse, "worse"},
    {GradeProgress::Diverged, "diverged"},
    {GradeProgress::LeftOut, "left out"},
    {GradeProgress::AtRounding, "at rounding"},
    {GradeProgress::Untrained, "untrained"},
});
static_assert(gradeProgresses.isWhole());

} // namespace

template <>
Names<CheckId> namesOf<CheckId>() {
    return checks;
}

template <>
Names<CheckState> namesOf<CheckState>() {
    return checkStates;
}

template <>
Names<GradeProgress> namesOf<GradeProgress>() {
    return gradeProgresses;
}

std::string describe(GradeProgress progress) {
    switch (progress) {
    case GradeProgress::Improved:
        return {};
    case GradeProgress::Stagnated:
        return "stagnated: the training residual is less than 1 % smaller";
    case GradeProgress::Dead:
        return "dead: no unit of a hidden layer is ever active on the training samples";
    case GradeProgress::Worse:
        return "worse: the training residual grew";
    case GradeProgress::Constant:
        return "constant: no unit of a hidden layer changes from one training sample to another";
    case GradeProgress::Diverged:
        return "diverged: its loss was no longer finite, or ended far above its start";
    case GradeProgress::LeftOut:
        return "contributes nothing";
    case GradeProgress::AtRounding:
        return "nothing above rounding was left to learn";
    case GradeProgress::Untrained:
        return "untrained: it was ended before its first epoch";
    }
    return {};
}

std::string advice(GradeProgress progress, const SolverOptions& solver) {
    const Advice& known = solverOf(solver).advice();
    switch (progress) {
    case GradeProgress::Stagnated:
        return std::string(known.stagnated);
    case GradeProgress::Dead:
    case GradeProgress::Constant:
        return std::string(known.dead);
    case GradeProgress::Worse:
        return std::string(known.worse);
    case GradeProgress::Diverged:
        return std::string(known.diverged);
    case GradeProgress::LeftOut:
        return std::string(known.leftOut);
    case GradeProgress::Improved:
    case GradeProgress::AtRounding:
    case GradeProgress::Untrained:
        break;
    }
    return {};
}

} // namespace gradewise
