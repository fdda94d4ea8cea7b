// What every grade must be by itself, whatever the target: widths, solver, stop rules.
#pragma once

#include "core/configuration/config.h"
#include "core/files/rules.h"

namespace gradewise {

/// All grades, and how many they are.
void checkGrades(Rules& rules, const ExperimentConfig& config);

} // namespace gradewise
