// What the tests of checks share.
#pragma once

#include "core/audit/checks.h"
#include "tests/solver_options.h"

#include <algorithm>
#include <limits>

namespace gradewise::checks_fixture {

/// A grade of which everything holds.
inline GradeAudit good() {
    GradeAudit audit;
    audit.grid = {2001, 0, 0.0, 0};
    audit.train = {1024, 0, 0.0, 0};
    audit.before = {0.4, 0.5, 0.6, 1.0};
    audit.after = {0.1, 0.125, 0.15, 0.25};
    audit.rounding = 1e-14;
    audit.hash = 77;
    audit.sumDefect = 1e-15;
    audit.trainRatio = 0.25;
    audit.pythagoras = 1e-15;
    audit.units = {512, 32, 0, 1, false, 32, 32, 0};
    audit.curvature = Curvature{10.0, -1.0, 1e-6, 1e-6, 30, 0.1};
    return audit;
}

inline AuditedGrade trained(const SolverOptions& solver = GradientDescentOptions{}) {
    AuditedGrade grade;
    grade.solver = solver;
    grade.guarded = !solverOf(solver).isBuilt();
    grade.hashNow = 77;
    return grade;
}

inline const Check& of(CheckId id, const std::vector<Check>& checks) {
    return *std::ranges::find(checks, id, &Check::id);
}

} // namespace gradewise::checks_fixture
