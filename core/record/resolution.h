// Kinks against samples: a network that can bend nearly as often as there are samples is right at these and
// anything between them.
#pragma once

#include "core/record/run_record.h"

#include <optional>
#include <string>

namespace gradewise {

/// How many training samples there should be at least for a kink.
inline constexpr Index samplesPerKink = 4;

/// A sentence on what is wrong and what to do, when a grade has more kinks than a quarter of the training
/// samples; nothing when it has not, or when its kinks are not known.
std::optional<std::string> kinkWarning(const SamplesConfig& samples, std::optional<Index> kinks);

/// The same experiment with four times as many training samples, as far as the limits allow.
ExperimentConfig resampledFiner(ExperimentConfig config);

} // namespace gradewise
