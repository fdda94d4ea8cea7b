// What to tell people about a target that can be made but may not be what they meant.
#pragma once

#include "core/target/target.h"

#include <string>
#include <vector>

namespace gradewise {

/// The free names of the formulas that have no value in the configuration and take 1.
std::vector<std::string> namesWithoutValue(const TargetConfig& config);

/// "The names p, q have no value in \"parameters\"; each is 1." Empty where every name has one.
std::string withoutValueRemark(const TargetConfig& config);

/// How formulas are read whose signs or brackets were left out, "The formula is read as sin(2*pi*x).", and
/// what log means: a sentence each. Empty for gallery targets and formulas that cannot be read.
std::vector<std::string> readingRemarks(const TargetConfig& config);

} // namespace gradewise
