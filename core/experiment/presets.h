// Experiments that ship with the program, each a file in resources/presets compiled into core.
#pragma once

#include "core/configuration/config.h"

#include <span>
#include <string>
#include <string_view>

namespace gradewise {

struct Preset {
    std::string id;    ///< "sine", "X1", "F2q-cut": usable as FILE on the command line
    std::string title; ///< of the experiment
    std::string text;  ///< the JSON file
};

/// All presets, the one of the first start first.
std::span<const Preset> presets();
const Preset* findPreset(std::string_view id);
/// The preset's configuration. Presets are valid by test.
ExperimentConfig presetConfig(const Preset& preset);

/// What a new experiment begins with: a wave, four VarPro grades of fixed width, and enough samples for their
/// kinks. (ExperimentConfig{} is what a file means that says nothing.)
ExperimentConfig newExperiment();

} // namespace gradewise
