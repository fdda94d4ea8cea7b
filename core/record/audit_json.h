// The audit of a grade in a run file. Internal to reading and writing files.
#pragma once

#include "core/audit/grade_audit.h"
#include "core/files/json_layout.h"
#include "core/files/json_reader.h"

namespace gradewise {

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, GradeAudit& out);
Json auditJson(const GradeAudit& audit);

/// 16 hexadecimal digits.
std::string hashText(std::uint64_t hash);

} // namespace gradewise
