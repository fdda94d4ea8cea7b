// The words for what checks.h distinguishes.
#include "core/audit/checks.h"
#include "core/solver/solver.h"

#include <array>

namespace gradewise {

std::span<const CheckId> allChecks() {
    static constexpr std::array everyCheck = {CheckId::Pointwise, CheckId::Norms,      CheckId::Uniform,
                                              CheckId::Frozen,    CheckId::Pythagoras, CheckId::StepSize,
                                              CheckId::Units};
    return everyCheck;
}

std::string_view name(CheckId check) {
    switch (check) {
    case CheckId::Pointwise:
        return "V1";
    case CheckId::Norms:
        return "V2";
    case CheckId::Uniform:
        return "V3";
    case CheckId::Frozen:
        return "V4";
    case CheckId::Pythagoras:
        return "V5";
    case CheckId::StepSize:
        return "V6";
    case CheckId::Units:
        return "V7";
    }
    return {};
}

std::string_view displayName(CheckId check) {
    switch (check) {
    case CheckId::Pointwise:
        return "no point gets worse";
    case CheckId::Norms:
        return "every norm falls";
    case CheckId::Uniform:
        return "largest error goes to 0";
    case CheckId::Frozen:
        return "frozen stays frozen";
    case CheckId::Pythagoras:
        return "Pythagoras";
    case CheckId::StepSize:
        return "the step is stable";
    case CheckId::Units:
        return "every unit is of use";
    }
    return {};
}

std::string_view name(CheckState state) {
    switch (state) {
    case CheckState::Held:
        return "held";
    case CheckState::Violated:
        return "violated";
    case CheckState::NotApplicable:
        return "does not apply";
    }
    return {};
}

std::string_view name(GradeProgress progress) {
    switch (progress) {
    case GradeProgress::Improved:
        return "improved";
    case GradeProgress::Stagnated:
        return "stagnated";
    case GradeProgress::Dead:
        return "dead";
    case GradeProgress::Constant:
        return "constant";
    case GradeProgress::Worse:
        return "worse";
    case GradeProgress::Diverged:
        return "diverged";
    case GradeProgress::LeftOut:
        return "left out";
    case GradeProgress::AtRounding:
        return "at rounding";
    case GradeProgress::Untrained:
        return "untrained";
    }
    return {};
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
