#include "core/experiment/remarks.h"

#include "core/target/values.h"

#include <fmt/format.h>

#include <utility>

namespace gradewise {

namespace {

/// "32 × 32".
std::string gridText(Index perAxis, std::size_t variables) {
    std::string text = std::to_string(perAxis);
    for (std::size_t k = 1; k < variables; ++k)
        text += fmt::format(" × {}", perAxis);
    return text;
}

} // namespace

std::vector<std::string> remarksOn(const SamplesConfig& samples, std::size_t variables) {
    std::vector<std::string> remarks;
    for (const NamedSet& named : allSets()) {
        const SampleSet& set = samples.*named.set;
        const Index points = pointCount(set, variables);
        if (points != set.count)
            remarks.push_back(
                fmt::format("There will be {} {} samples, {}: the grid nearest to the {} asked for.", points,
                            named.name == "train" ? "training" : named.name,
                            gridText(pointsPerAxis(set.count, variables), variables), set.count));
    }
    return remarks;
}

std::vector<std::string> remarksOn(const Experiment& experiment) {
    const Target& target = experiment.target();
    std::vector<std::string> remarks = remarksOn(experiment.config().samples, target.domain().size());
    if (std::string nature = describe(natureOf(target)); !nature.empty())
        remarks.insert(remarks.begin(), std::move(nature));
    return remarks;
}

} // namespace gradewise
