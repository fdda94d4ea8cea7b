// The checks of what a grade did to the residual: V1 to V3. Internal to judging.
#pragma once

#include "core/audit/checks.h"

#include <string>

namespace gradewise {

Check pointwiseCheck(const GradeAudit& audit, const AuditedGrade& grade);
Check normsCheck(const GradeAudit& audit, const AuditedGrade& grade);
Check uniformCheck(const GradeAudit& audit);

/// Whether nothing but rounding was left, before the grade and after it: one that raises what was only
/// rounding has done harm.
bool atRounding(const GradeAudit& audit);
/// 5.9e-4 for 5.9e-04: as the window and its tables write numbers.
std::string shortened(std::string number);

} // namespace gradewise
