// What an experiment may say of grades that are built, not trained.
#pragma once

#include "core/configuration/config.h"
#include "core/files/rules.h"

namespace gradewise {

/// Built grades need to know what they see: the variables, or what grades of the same construction left. For
/// experiments that are fine otherwise.
void checkConstructions(Rules& rules, const ExperimentConfig& config, const Target& target);

} // namespace gradewise
