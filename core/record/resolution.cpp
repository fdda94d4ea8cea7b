#include "core/record/resolution.h"

#include <fmt/core.h>

#include <algorithm>

namespace gradewise {

std::optional<std::string> kinkWarning(const SamplesConfig& samples, std::optional<Index> kinks) {
    if (!kinks || *kinks * samplesPerKink <= samples.train.count)
        return std::nullopt;
    return fmt::format("The features have {} kinks, but there are only {} training samples: between them the "
                       "error may be far larger than on them. Take at least {} samples, or fewer grades.",
                       *kinks, samples.train.count, *kinks * samplesPerKink);
}

ExperimentConfig resampledFiner(ExperimentConfig config) {
    Index& count = config.samples.train.count;
    count = std::clamp(count, Index{0}, limits::maximumSamples / samplesPerKink) * samplesPerKink;
    return config;
}

} // namespace gradewise
