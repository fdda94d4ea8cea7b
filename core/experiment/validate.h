// Whether an experiment can be run.
#pragma once

#include "core/configuration/config.h"
#include "core/files/issue.h"

#include <vector>

namespace gradewise {

/// Every reason why that configuration cannot be run; empty when it can. Never throws.
std::vector<Issue> validate(const ExperimentConfig& config);

} // namespace gradewise
