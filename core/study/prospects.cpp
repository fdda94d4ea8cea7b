#include "core/study/prospects.h"

#include "core/experiment/sample_rules.h"
#include "core/record/json.h"

#include <fmt/format.h>

namespace gradewise {

namespace {

/// The samples that depend on the seed, and no others.
SamplesConfig randomOnes(SamplesConfig samples) {
    for (const NamedSet& set : allSets())
        if ((samples.*set.set).layout != Layout::Random)
            (samples.*set.set).count = 0;
    return samples;
}

} // namespace

std::string problemOfSeeds(const Experiment& experiment, Index seeds) {
    const ExperimentConfig& config = experiment.config();
    const Target& target = experiment.target();
    const Matrix points = drawPoints(target.domain(), allSets().front(), config.samples, config.seed);
    if (config.samples.noise == 0.0 && target(points).isZero(0.0))
        return "The target is zero at all training samples: there is nothing to learn, so that no run "
               "can be told from another.";
    ExperimentConfig later = config;
    later.samples = randomOnes(config.samples);
    for (Index k = 1; k < seeds; ++k) {
        Rules rules;
        later.seed = config.seed + static_cast<std::uint64_t>(k);
        checkValuesAtSamples(rules, later, target);
        if (!rules.empty())
            return fmt::format("With the seed {} this experiment cannot be run. {}", later.seed,
                               describe(rules.take()));
    }
    return {};
}

} // namespace gradewise
