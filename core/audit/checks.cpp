#include "core/audit/checks.h"

#include "core/audit/residual_checks.h"
#include "core/solver/solver.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gradewise {

namespace {

/// Less than one per cent: what 20 such grades leave is still four fifths.
constexpr double hardlySmaller = 0.99;

Check frozen(const GradeAudit& audit, const AuditedGrade& grade) {
    Check check{
        CheckId::Frozen,
        CheckState::Held,
        false,
        0.0,
        {},
        "Not a theorem but the method's own rule: what is frozen stays as it is, bit for bit, and the "
        "contributions add up to the network."};
    const bool changed = audit.changedAfter.has_value() || grade.hashNow != audit.hash;
    // One network in another order of summation: deep passes magnify rounding, so not 1e-16.
    const bool adds = audit.sumDefect <= 1e-9;
    check.size = audit.sumDefect;
    check.state = changed || !adds ? CheckState::Violated : CheckState::Held;
    check.alarming = check.state == CheckState::Violated;
    if (audit.changedAfter)
        check.finding = fmt::format("its weights changed by the end of grade {}", *audit.changedAfter);
    else if (changed)
        check.finding = fmt::format("its weights have hash {:016x}, not {:016x} as when it was frozen",
                                    grade.hashNow, audit.hash);
    else
        check.finding = fmt::format("hash {:016x} unchanged", audit.hash);
    check.figure = changed ? "changed" : !adds ? "sum differs" : "unchanged";
    check.finding += fmt::format(", sum and network differ by {} of max |f|",
                                 shortened(fmt::format("{:.1e}", audit.sumDefect)));
    return check;
}

Check pythagoras(const GradeAudit& audit, const AuditedGrade& grade) {
    Check check{CheckId::Pythagoras, CheckState::Held, false, 0.0, {}, {}};
    const bool leastSquares = solverOf(grade.solver).solvesReadOut() && !grade.balanced && !grade.smoothed;
    const bool must = grade.guarded || leastSquares;
    check.meaning =
        must ? "Not a theorem of the paper but linear algebra: a least-squares read-out, or a scaling by "
               "α = <r, u> / <u, u>, makes r and u orthogonal on the training samples."
             : "Holds where the read-out or a scaling is a least-squares one; this grade has neither, so "
               "that nothing promises it.";
    if (!audit.pythagoras || audit.trainRatio == 1.0) {
        check.state = CheckState::NotApplicable;
        check.finding = audit.pythagoras ? "the grade contributes nothing on the training samples"
                                         : "the residual vanishes on the training samples";
        return check;
    }
    check.size = std::abs(*audit.pythagoras);
    check.figure = shortened(fmt::format("{:.1e}", *audit.pythagoras));
    check.finding = "relative defect " + check.figure;
    if (!must) {
        check.state = CheckState::NotApplicable;
        return check;
    }
    // A ridge of 1e-12 stands behind the least squares; near rounding the labels' own rounding counts.
    const double exact = grade.guarded ? 1e-9 : 1e-6;
    const double allowed = exact + audit.rounding / audit.before.l2;
    if (!(std::abs(*audit.pythagoras) <= allowed)) {
        check.state = CheckState::Violated;
        check.alarming = true;
    }
    return check;
}

Check stepSize(const GradeAudit& audit, const AuditedGrade& grade) {
    Check check{CheckId::StepSize, CheckState::NotApplicable, false, 0.0, {}, {}};
    check.meaning =
        "The seed paper says nothing about gradient descent; of smooth activations arXiv 2507.20351 "
        "proves convergence for rates below 2 / λ_max";
    check.meaning += grade.activation == Activation::Relu
                         ? ", which does not cover ReLU: here it is a sign, not a proof."
                         : " over a whole convex set; here λ_max is that of one point.";
    if (!solverOf(grade.solver).hasStepSize()) {
        check.finding = solverOf(grade.solver).isBuilt()
                            ? "built, without steps"
                            : "only gradient descent steps by a bare multiple of the gradient";
        return check;
    }
    if (!audit.curvature) {
        check.finding = "not estimated, since that would cost more than 2 % of the training; gradewise-cli "
                        "audit does it";
        return check;
    }
    const Curvature& curvature = *audit.curvature;
    check.size = curvature.product();
    const bool stable = curvature.product() < 2.0;
    check.figure = fmt::format("η λ = {:.3g}", curvature.product());
    check.state = stable ? CheckState::Held : CheckState::Violated;
    check.finding =
        fmt::format("η λ_max = {:.3g} {} 2 (λ_max {:.3g}, λ_min {:.2g}, bound 2/λ_max {:.3g}, η {:.3g})",
                    curvature.product(), stable ? "<" : "≥", curvature.largest, curvature.least,
                    2.0 / curvature.largest, curvature.rate);
    return check;
}

Check units(const GradeAudit& audit, const AuditedGrade& grade) {
    const UnitAudit& watched = audit.units;
    Check check{
        CheckId::Units,
        CheckState::Held,
        false,
        0.0,
        {},
        "A diagnosis, about which no theorem speaks: dead or repeated units are width that does nothing."};
    if (watched.units == 0) {
        check.state = CheckState::NotApplicable;
        check.finding = "there are no hidden units";
        return check;
    }
    const bool relu = grade.activation == Activation::Relu;
    const bool spare = watched.rank && *watched.rank < watched.features;
    if (solverOf(grade.solver).isBuilt()) { // width that does nothing is the construction's choice
        check.state = CheckState::NotApplicable;
        check.meaning = "A diagnosis of training; this grade is built, and its units are the construction's.";
    } else if (watched.dead > 0 || spare)
        check.state = CheckState::Violated;
    const Index spareUnits = watched.rank ? watched.features - *watched.rank : 0;
    // A dead feature is among those that the rank does without; in layers below only the dead are known.
    const bool oneLayer = watched.units == watched.features;
    const Index useless =
        oneLayer ? std::max(watched.dead, spareUnits) : std::min(watched.dead + spareUnits, watched.units);
    check.size = static_cast<double>(useless) / static_cast<double>(watched.units);
    check.alarming = watched.lifeless && !solverOf(grade.solver).isBuilt();
    check.finding = fmt::format("{} of {} {}", watched.dead, watched.units, relu ? "dead" : "constant");
    check.figure = watched.rank && *watched.rank < watched.features && watched.dead == 0
                       ? fmt::format("rank {} of {}", *watched.rank, watched.features)
                       : check.finding;
    if (relu)
        check.finding += fmt::format(", {} always active", watched.always);
    if (watched.rank)
        check.finding += fmt::format(", rank {} of {}", *watched.rank, watched.features);
    if (watched.duplicates.value_or(0) > 0)
        check.finding += fmt::format(", {} said twice", *watched.duplicates);
    check.finding += fmt::format(" ({} samples)", watched.samples);
    return check;
}

} // namespace

std::vector<Check> judge(const GradeAudit& audit, const AuditedGrade& grade) {
    return {pointwiseCheck(audit, grade), normsCheck(audit, grade), uniformCheck(audit), frozen(audit, grade),
            pythagoras(audit, grade),     stepSize(audit, grade),   units(audit, grade)};
}

std::vector<std::size_t> worstOf(std::span<const std::vector<Check>> grades) {
    const auto severity = [](const Check& check) {
        switch (check.state) {
        case CheckState::NotApplicable:
            return 0;
        case CheckState::Held:
            return 1;
        case CheckState::Violated:
            break;
        }
        return check.alarming ? 3 : 2;
    };
    const auto size = [](const Check& check) {
        return std::isnan(check.size) ? std::numeric_limits<double>::infinity() : check.size;
    };
    std::vector<std::size_t> worst(grades.front().size(), 0);
    for (std::size_t l = 1; l < grades.size(); ++l)
        for (std::size_t i = 0; i < worst.size(); ++i) {
            const Check& known = grades[worst[i]][i];
            const Check& other = grades[l][i];
            if (std::pair(severity(other), size(other)) > std::pair(severity(known), size(known)))
                worst[i] = l;
        }
    return worst;
}

GradeProgress progressOf(const GradeAudit& audit, const AuditedGrade& grade) {
    if (grade.diverged)
        return GradeProgress::Diverged;
    if (!audit.trainRatio)
        return GradeProgress::AtRounding;
    if (grade.reason == StopReason::Rejected || grade.reason == StopReason::Strayed)
        return GradeProgress::LeftOut; // of labels with noise rounding may be all that is left of f
    if (atRounding(audit))
        return GradeProgress::AtRounding;
    if (grade.epochs == 0 && !solverOf(grade.solver).isBuilt())
        return GradeProgress::Untrained;
    const double ratio = *audit.trainRatio;
    if (audit.units.lifeless && !solverOf(grade.solver).isBuilt())
        return grade.activation == Activation::Relu ? GradeProgress::Dead : GradeProgress::Constant;
    if (!(ratio <= 1.0 + 1e-12))
        return GradeProgress::Worse;
    if (ratio == 1.0 && solverOf(grade.solver).isBuilt())
        return GradeProgress::LeftOut;
    if (ratio > hardlySmaller && !solverOf(grade.solver).isBuilt())
        return GradeProgress::Stagnated;
    return GradeProgress::Improved;
}

} // namespace gradewise
