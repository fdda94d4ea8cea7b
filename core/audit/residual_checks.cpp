#include "core/audit/residual_checks.h"

#include "core/solver/solver.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

/// Where nothing but rounding is.
std::string whatIsLeft(const GradeAudit& audit) {
    return audit.before.sup > 0.0 ? "the residual is rounding only" : "the residual is zero";
}

/// By what factor the norm that grew most did; what is no number grew without bound.
double worstChange(const Norms& before, const Norms& after) {
    double worst = 0.0;
    for (const auto norm : {&Norms::l1, &Norms::l2, &Norms::l4, &Norms::sup}) {
        const double change = before.*norm > 0.0
                                  ? after.*norm / before.*norm
                                  : (after.*norm > 0.0 ? std::numeric_limits<double>::infinity() : 0.0);
        if (!(change <= worst))
            worst = std::isnan(change) ? std::numeric_limits<double>::infinity() : change;
    }
    return worst;
}

/// "÷4.000", "×1.02".
std::string change(double before, double after) {
    if (!std::isfinite(before) || !std::isfinite(after))
        return "not finite";
    if (after == before)
        return "unchanged";
    if (!(after > 0.0))
        return "to 0";
    const double factor = before / after;
    return factor >= 1.0 ? fmt::format("÷{:.{}f}", factor, factor < 100.0 ? 3 : 0)
                         : fmt::format("×{:.3f}", 1.0 / factor);
}

std::string growthText(const Growth& growth, std::string_view points) {
    if (growth.growing == 0)
        return fmt::format("at none of {} {}", growth.points, points);
    return fmt::format("at {} of {} {} ({:.2g} %), by up to {}", growth.growing, growth.points, points,
                       100.0 * growth.share(), shortened(fmt::format("{:.2g}", growth.largest)));
}

/// Whether the grade was made so that the residual grows at no training sample.
bool keepsSamples(const AuditedGrade& grade) {
    return grade.balanced || solverOf(grade.solver).keepsSamples();
}

/// How a grade stands to the theorem.
std::string pointwiseMeaning(const AuditedGrade& grade) {
    if (grade.smoothed)
        return "The theorem is about grades that are ReLU networks; a smoothed contribution is none, and "
               "nothing promises where its residual shrinks.";
    if (grade.balanced)
        return "The theorem says that grades exist whose residual grows at no point; this grade was trained, "
               "and its "
               "balanced read-out keeps that at the training samples only.";
    if (const std::string_view own = solverOf(grade.solver).pointwiseMeaning(); !own.empty())
        return std::string(own);
    return "The theorem says that grades exist whose residual grows at no point; it does not say that "
           "training "
           "finds them, and trained grades usually do not.";
}

std::string normsMeaning(const AuditedGrade& grade) {
    if (grade.smoothed)
        return grade.guarded ? "The theorem is about ReLU networks, not about smoothed contributions; the "
                               "guard keeps L2 from growing on the training samples, which are not this grid."
                             : "The theorem is about ReLU networks, not about smoothed contributions, and no "
                               "guard watches this one.";
    if (const std::string_view own = solverOf(grade.solver).normsMeaning(); !own.empty())
        return std::string(own);
    if (grade.balanced)
        return "The theorem promises nothing of trained grades; the balanced read-out keeps all norms from "
               "growing on "
               "the training samples, which are not this grid.";
    return grade.guarded
               ? "The theorem promises nothing of trained grades; the guard keeps L2 from growing on "
                 "the training samples, which are not this grid."
               : "The theorem promises nothing of trained grades, and no guard watches this one.";
}

} // namespace

bool atRounding(const GradeAudit& audit) {
    return audit.before.sup <= audit.rounding && audit.after.sup <= audit.rounding;
}

std::string shortened(std::string number) {
    for (const char* const padded : {"e-0", "e+0"})
        if (const std::size_t at = number.find(padded); at != std::string::npos)
            number.erase(at + 2, 1);
    return number;
}

Check pointwiseCheck(const GradeAudit& audit, const AuditedGrade& grade) {
    Check check{CheckId::Pointwise, CheckState::Held, false, audit.grid.share(), {}, pointwiseMeaning(grade)};
    if (atRounding(audit)) {
        check.state = CheckState::NotApplicable;
        check.finding = whatIsLeft(audit);
        return check;
    }
    check.meaning += fmt::format(" Growth of up to {} counts as rounding.",
                                 shortened(fmt::format("{:.2g}", audit.rounding)));
    const bool breaksPromise = keepsSamples(grade) && audit.train.growing > 0;
    if (breaksPromise)
        check.size = std::max(check.size, audit.train.share());
    if (audit.grid.growing > 0 || breaksPromise)
        check.state = CheckState::Violated;
    check.alarming = breaksPromise;
    check.figure =
        audit.grid.growing == 0 ? "nowhere" : fmt::format("at {:.2g} %", 100.0 * audit.grid.share());
    check.finding = fmt::format("|r| grows {}", growthText(audit.grid, "grid points"));
    if (keepsSamples(grade))
        check.finding += fmt::format(", and {}", growthText(audit.train, "training samples"));
    return check;
}

Check normsCheck(const GradeAudit& audit, const AuditedGrade& grade) {
    Check check{CheckId::Norms, CheckState::Held, false, 0.0, {}, normsMeaning(grade)};
    if (atRounding(audit)) {
        check.state = CheckState::NotApplicable;
        check.finding = whatIsLeft(audit);
        return check;
    }
    if (!audit.seen) {
        check.state = CheckState::NotApplicable;
        check.finding = "the contribution is 0 at every grid point";
        return check;
    }
    const Norms& before = audit.before;
    const Norms& after = audit.after;
    const bool falls = after.l1 < before.l1 && after.l2 < before.l2 && after.l4 < before.l4;
    if (!falls || !(after.sup <= before.sup))
        check.state = CheckState::Violated;
    check.size = worstChange(before, after);
    check.figure = fmt::format("L2 {}", change(before.l2, after.l2));
    check.finding =
        fmt::format("L1 {}, L2 {}, L4 {}, sup {}", change(before.l1, after.l1), change(before.l2, after.l2),
                    change(before.l4, after.l4), change(before.sup, after.sup));
    return check;
}

Check uniformCheck(const GradeAudit& audit) {
    return {
        CheckId::Uniform,
        CheckState::NotApplicable,
        false,
        audit.after.sup,
        "largest |r| on the grid so far " + shortened(fmt::format("{:.3e}", audit.after.sup)),
        "The theorem says that the largest error of such grades goes to 0 in the limit, without a rate; no "
        "finite run can show a limit.",
        shortened(fmt::format("{:.1e}", audit.after.sup))};
}

} // namespace gradewise
