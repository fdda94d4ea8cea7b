// The tree of an experiment's JSON, for files that hold one. Internal to writing files.
#pragma once

#include "core/configuration/config.h"
#include "core/files/json_layout.h"

namespace gradewise {

Json experimentJson(const ExperimentConfig& config);

} // namespace gradewise
