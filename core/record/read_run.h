// The reader of run records. Internal to reading files.
#pragma once

#include "core/files/json_reader.h"
#include "core/record/run_record.h"

namespace gradewise {

/// Reads a run record; a record that does not fit its experiment is complained about.
void readRun(JsonReading& reading, const JsonValue& value, RunRecord& out);

} // namespace gradewise
