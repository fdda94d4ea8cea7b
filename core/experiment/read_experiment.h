// The reader of experiments. Internal to reading files.
#pragma once

#include "core/experiment/experiment.h"
#include "core/files/json_reader.h"

#include <optional>

namespace gradewise {

/// Reads an experiment with its "format" and "version", and prepares it; nothing where it cannot be run.
std::optional<Experiment> readExperiment(JsonReading& reading, const JsonValue& value,
                                         const std::string& path);

/// Reads "format" (which must be `expected`) and "version".
void readHeader(JsonReading& reading, JsonObjectReader& object, std::string_view expected);
/// Says that a file of that version is too new, or why it is no version at all; nothing when it can be read.
std::string versionProblem(std::uint64_t version);

} // namespace gradewise
