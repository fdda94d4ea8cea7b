// FILE on the command line: a path, "-" for standard input, or the name of a preset.
#pragma once

#include "core/commandline/console.h"
#include "core/record/json.h"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gradewise {

/// A file that was read but is not valid; what() is one line an issue, each beginning with the file's name.
class InvalidFile : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads an experiment or a run record. A file in the way wins over a preset of the same name. Throws
/// FileError when there is neither or it cannot be read, InvalidFile when it is not valid.
Document loadDocument(const std::string& file, std::istream& standardInput);

/// The run of a file. Throws as loadDocument() does, and InvalidFile for an experiment, which cannot be used
/// for that `purpose`, a verb: "audit".
RunRecord loadRun(const std::string& file, std::istream& standardInput, std::string_view purpose);

/// Says on `error` which free names of the formulas have no value and take 1.
void warnOfMissingValues(const TargetConfig& target, const Console& console);

/// The experiment of a document; for a run record the one that it records. With another seed random samples
/// are others: throws std::invalid_argument where it cannot be run with these.
Experiment experimentOf(Document document, std::optional<std::uint64_t> seed = std::nullopt);

} // namespace gradewise
