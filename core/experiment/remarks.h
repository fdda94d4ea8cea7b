// What is worth knowing of an experiment before it is run, though nothing forbids it.
#pragma once

#include "core/experiment/experiment.h"

#include <string>
#include <vector>

namespace gradewise {

/// Sentences for people, none as a rule: that the target is zero, constant or linear; and of each set of
/// samples on a tensor grid, how many there will be where the number asked for is no square (no cube).
/// Nothing where there is no target.
std::vector<std::string> remarksOn(const Experiment& experiment);

/// The second kind alone, for a target of so many variables.
std::vector<std::string> remarksOn(const SamplesConfig& samples, std::size_t variables);

} // namespace gradewise
