// Experiments as JSON. The shape is documented in resources/manual and is a contract that scripts rely on.
#pragma once

#include "core/experiment/experiment.h"
#include "core/files/issue.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

/// Reads a file that is an experiment ("gradewise-experiment") and nothing else: strict, all issues at once.
std::variant<Experiment, std::vector<Issue>> readExperimentText(std::string_view text);

/// JSON text of an experiment, with a final newline. Reading it back gives an equal value.
std::string writeExperiment(const ExperimentConfig& config);

} // namespace gradewise
