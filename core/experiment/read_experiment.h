// The reader of experiments. Internal to reading files.
#pragma once

#include "core/configuration/config.h"
#include "core/files/json_reader.h"

namespace gradewise {

/// Reads an experiment with its "format" and "version", and judges it by validate().
void readExperiment(JsonReading& reading, const JsonValue& value, const std::string& path,
                    ExperimentConfig& out);

/// Reads "format" (which must be `expected`) and "version".
void readHeader(JsonReading& reading, JsonObjectReader& object, std::string_view expected);
/// Says that a file of that version is too new, or why it is no version at all; nothing when it can be read.
std::string versionProblem(std::uint64_t version);

} // namespace gradewise
