// Experiment and run files: strict reading, exact writing. The shape is documented in resources/manual and is
// a contract that scripts rely on.
#pragma once

#include "core/experiment/experiment_json.h"
#include "core/files/files.h"
#include "core/files/issue.h"
#include "core/files/watch.h"
#include "core/record/run_record.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

/// A file of either format.
using Document = std::variant<Experiment, RunRecord>;

/// Reads an experiment or a run. All issues are reported at once: unknown keys, wrong types, values out of
/// range, a newer version, broken JSON (with line and column). Throws nothing but what the watch
/// throws.
std::variant<Document, std::vector<Issue>> readDocument(std::string_view text, const Watch& watch = {});

/// JSON text of a run ("gradewise-run"), with a final newline. Reading it back gives an equal value; numbers
/// keep all 17 digits; NaN becomes null. (Of an experiment: writeExperiment().)
std::string writeRun(const RunRecord& record, const Watch& watch = {});

/// One grade of a run without its weights, on one line; and back, for a grade of that configuration. Nothing
/// where it is no such text.
std::string writeGrade(const GradeRecord& grade, const SamplesConfig& samples);
std::optional<GradeRecord> readGrade(std::string_view text, const GradeConfig& config);

} // namespace gradewise
