// An experiment that can be run. Whoever is given one judges nothing and makes no target again.
#pragma once

#include "core/experiment/validate.h"

#include <utility>
#include <variant>
#include <vector>

namespace gradewise {

/// A configuration that breaks no rule, and its target. It comes from prepare() and from nowhere else.
class Experiment {
public:
    const ExperimentConfig& config() const { return config_; }
    const Target& target() const { return target_; }

private:
    friend std::variant<Experiment, std::vector<Issue>> prepare(ExperimentConfig config);
    Experiment(ExperimentConfig config, Target target)
        : config_(std::move(config)), target_(std::move(target)) {}

    ExperimentConfig config_;
    Target target_;
};

/// The experiment, or every reason why that configuration cannot be run, as validate() says them. Evaluates
/// the target at all samples.
std::variant<Experiment, std::vector<Issue>> prepare(ExperimentConfig config);
/// The same; throws std::invalid_argument with the reasons.
Experiment prepareOrThrow(ExperimentConfig config);

} // namespace gradewise
