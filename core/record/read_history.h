// The tables of a run file: its history and what was seen of the Hessian. Internal to reading files.
#pragma once

#include "core/files/json_reader.h"
#include "core/record/run_record.h"

namespace gradewise {

/// Reads "history" into the record of an experiment of so many grades, or complains.
void readHistory(JsonReading& reading, const JsonValue& value, RunRecord& out, std::size_t grades);
/// The same of "curvature".
void readCurvature(JsonReading& reading, const JsonValue& value, RunRecord& out, std::size_t grades);

} // namespace gradewise
