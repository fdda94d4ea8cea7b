#include "core/experiment/sample_rules.h"

#include "core/target/values.h"

#include <string>

namespace gradewise {

namespace {

/// What may keep the samples away from such a point.
std::string_view wayOut(Layout layout) {
    return layout == Layout::Random ? "another seed or number of samples"
                                    : "another number or layout of samples";
}

/// "The formula 1/x is infinite (inf) at x = 0", where the target cannot be learned from some point.
std::optional<std::string> trouble(const ExperimentConfig& config, const Target& target,
                                   const Matrix& points) {
    const auto bad = lookAtValues(target, points).bad;
    if (!bad)
        return std::nullopt;
    return fmt::format("{} is {} at {}{}", subjectOf(config.target, static_cast<std::size_t>(bad->output)),
                       valueText(bad->value), bad->where,
                       valuesText(freeNames(config.target), config.target.parameters));
}

} // namespace

void checkValuesAtSamples(Rules& rules, const ExperimentConfig& config, const Target& target) {
    for (const NamedSet& set : allSets()) {
        const SampleSet& samples = config.samples.*set.set;
        if (samples.count == 0)
            continue;
        const Matrix points = drawPoints(target.domain(), set, config.samples, config.seed);
        if (const auto what = trouble(config, target, points))
            rules.add(
                fmt::format("samples.{}.count", set.name),
                fmt::format(
                    "{}, which is one of the {} {} samples; choose {}, or a domain without such points.",
                    *what, points.cols(), set.name == "train" ? "training" : set.name,
                    wayOut(samples.layout)));
    }
    const SampleSet& train = config.samples.train;
    if (!rules.empty() || train.count == 0)
        return;
    if (const auto what = trouble(config, target, evaluationGrid(target.domain(), train)))
        rules.add(
            "samples.train.count",
            fmt::format("{}, a point of the evaluation grid, which keeps off the training samples; choose "
                        "another number of these, or a domain without such points.",
                        *what));
}

} // namespace gradewise
