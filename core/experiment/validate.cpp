#include "core/experiment/validate.h"

#include "core/experiment/construction_rules.h"
#include "core/experiment/experiment.h"
#include "core/experiment/grade_rules.h"
#include "core/experiment/sample_rules.h"
#include "core/experiment/size_rules.h"
#include "core/experiment/smoothing_rules.h"
#include "core/settings/check_settings.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace gradewise {

namespace {

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

void checkTexts(Rules& rules, const ExperimentConfig& config) {
    if (characters(config.title) > limits::maximumTitle)
        rules.add("title", fmt::format("The title may have at most {} characters; it has {}.",
                                       limits::maximumTitle, characters(config.title)));
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; };
    if (std::any_of(config.title.begin(), config.title.end(), isControl))
        rules.add("title", "The title must be one line without control characters.");
    if (characters(config.notes) > limits::maximumNotes)
        rules.add("notes", fmt::format("The notes may have at most {} characters; they have {}.",
                                       limits::maximumNotes, characters(config.notes)));
}

/// The formula that an error at "formula" or "formula[1]" is about.
std::string_view formulaOf(const TargetConfig& config, std::string_view path) {
    for (std::size_t i = 0; i < config.formulas.size(); ++i)
        if (path == fmt::format("formula[{}]", i))
            return config.formulas[i];
    return path == "formula" && !config.formulas.empty() ? std::string_view(config.formulas.front())
                                                         : std::string_view();
}

std::string targetSentence(const TargetConfig& config, const TargetError& error) {
    const std::string_view formula = formulaOf(config, error.path);
    if (error.length == 0 || formula.empty())
        return error.sentence;
    return fmt::format("{} (At character {} of the formula.)", error.sentence,
                       characters(formula.substr(0, error.position)) + 1);
}

/// Checks the target and returns it, or nothing.
std::optional<Target> checkTarget(Rules& rules, const TargetConfig& config) {
    auto made = makeTarget(config);
    if (auto* target = std::get_if<Target>(&made))
        return std::move(*target);
    for (const TargetError& error : std::get<std::vector<TargetError>>(made))
        rules.add(error.path.empty() ? "target" : "target." + error.path, targetSentence(config, error));
    return std::nullopt;
}

void checkSamples(Rules& rules, const SamplesConfig& samples) {
    rules.wholeNumber("samples.train.count", "number of training samples", samples.train.count, 2,
                      limits::maximumSamples);
    rules.wholeNumber("samples.validation.count", "number of validation samples (0: none)",
                      samples.validation.count, 0, limits::maximumSamples);
    rules.wholeNumber("samples.test.count", "number of test samples (0: none)", samples.test.count, 0,
                      limits::maximumSamples);
    if (!(samples.noise >= 0.0 && samples.noise <= limits::maximumNoise))
        rules.add("samples.noise", fmt::format("The noise must be a number from 0 to {}; it is {}.",
                                               limits::maximumNoise, samples.noise));
}

void checkAdaptive(Rules& rules, const ExperimentConfig& config) {
    if (config.adaptive && config.samples.validation.count == 0)
        rules.add("adaptive", "The adaptive rule judges each grade by the validation samples, and there are "
                              "none. Take some, or switch it off.");
}

void checkSmoothing(Rules& rules, const ExperimentConfig& config, const Domain& domain) {
    for (Issue& issue : smoothingIssues(config, domain))
        rules.add(std::move(issue.path), std::move(issue.sentence));
}

/// The target of a configuration that breaks no rule; otherwise nothing, and the reasons are in `rules`.
std::optional<Target> judge(Rules& rules, const ExperimentConfig& config) {
    checkTexts(rules, config);
    std::optional<Target> target = checkTarget(rules, config.target);
    checkSamples(rules, config.samples);
    checkGrades(rules, config);
    checkPolish(rules, config);
    checkAdaptive(rules, config);
    checkSettings(rules, "stop", config.stop);
    if (!target || !rules.empty())
        return std::nullopt;         // what follows counts on all of the above
    ExperimentConfig drawn = config; // with the numbers of samples that there will be
    drawn.samples = asDrawn(config.samples, target->domain().size());
    checkSmoothing(rules, config, target->domain());
    if (rules.empty())
        checkSolverSizes(rules, drawn, target->inputs(), target->outputs());
    if (rules.empty())
        checkBalanced(rules, drawn, target->outputs());
    if (rules.empty())
        checkConstructions(rules, config, *target);
    if (rules.empty())
        checkMemory(rules, drawn, target->inputs(), target->outputs());
    if (rules.empty())
        checkValuesAtSamples(rules, config, *target);
    return rules.empty() ? std::move(target) : std::nullopt;
}

} // namespace

std::vector<Issue> validate(const ExperimentConfig& config) {
    Rules rules;
    judge(rules, config);
    return rules.take();
}

std::variant<Experiment, std::vector<Issue>> prepare(ExperimentConfig config) {
    Rules rules;
    if (auto target = judge(rules, config))
        return Experiment(std::move(config), *std::move(target));
    return rules.take();
}

Experiment prepareOrThrow(ExperimentConfig config) {
    auto prepared = prepare(std::move(config));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&prepared))
        throw std::invalid_argument(describe(*issues));
    return std::get<Experiment>(std::move(prepared));
}

} // namespace gradewise
