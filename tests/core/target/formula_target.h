// A formula as the target of an experiment.
#pragma once

#include "core/target/target.h"

#include <string>

namespace gradewise {

inline TargetConfig formula(const std::string& text, Interval domain = {0.0, 1.0}) {
    TargetConfig config;
    config.kind = TargetConfig::Kind::Formula;
    config.formulas = {text};
    config.domain = {domain};
    return config;
}

} // namespace gradewise
