// Experiment and run files: strict reading, exact writing. The shape is documented in the README and is a
// contract that scripts rely on.
#pragma once

#include "core/experiment/config.h"
#include "core/experiment/run_record.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

/// A file of either format.
using Document = std::variant<ExperimentConfig, RunRecord>;

/// Reads an experiment or a run. All issues are reported at once: unknown keys, wrong types, values out of
/// range, a newer version, broken JSON (with line and column). The result has passed validate(). Never
/// throws.
std::variant<Document, std::vector<Issue>> readDocument(std::string_view text);

/// JSON text of an experiment ("gradewise-experiment") or of a run ("gradewise-run"), with a final newline.
/// Reading it back gives an equal value; numbers keep all 17 digits; NaN becomes null.
std::string writeExperiment(const ExperimentConfig& config);
std::string writeRun(const RunRecord& record);

/// A failure of the file system, with a sentence that names the file.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The whole file; throws FileError. Files above 512 MiB are refused.
std::string readFile(const std::filesystem::path& path);
/// Writes beside the file and renames, so that the old file is whole until the new one is; throws FileError.
void writeFile(const std::filesystem::path& path, std::string_view text);

/// "grades[1].hidden[0] (line 7, column 14): The width must …", one line an issue.
std::string describe(const std::vector<Issue>& issues);

} // namespace gradewise
