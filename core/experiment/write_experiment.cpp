#include "core/experiment/write_experiment.h"

#include "core/experiment/document_format.h"
#include "core/experiment/experiment_json.h"
#include "core/settings/write_settings.h"
#include "core/solver/solver.h"

#include <optional>
#include <string_view>

namespace gradewise {

namespace {

Json toJson(const TargetConfig& target) {
    Json json;
    switch (target.kind) {
    case TargetConfig::Kind::Gallery:
        json["kind"] = "gallery";
        json["id"] = target.id;
        break;
    case TargetConfig::Kind::Formula:
        json["kind"] = "formula";
        if (target.formulas.size() == 1)
            json["formula"] = target.formulas.front();
        else
            json["formula"] = target.formulas;
        break;
    }
    if (target.kind == TargetConfig::Kind::Formula || !target.domain.empty()) {
        json["domain"] = Json::array();
        for (const Interval& interval : target.domain)
            json["domain"].push_back({interval.low, interval.high});
    }
    if (target.kind == TargetConfig::Kind::Formula) {
        json["parameters"] = Json::object();
        for (const auto& [name, value] : target.parameters)
            json["parameters"][name] = value;
    }
    return json;
}

Json toJson(const SampleSet& set) {
    return {{"layout", name(set.layout)}, {"count", set.count}};
}

Json toJson(const SamplesConfig& samples) {
    return {{"train", toJson(samples.train)},
            {"validation", toJson(samples.validation)},
            {"test", toJson(samples.test)},
            {"noise", samples.noise}};
}

Json toJson(const SolverOptions& solver) {
    Json json{{"name", solverOf(solver).name()}};
    std::visit([&json](const auto& options) { writeSettings(json, options); }, solver);
    return json;
}

/// One number for all variables, or one a variable.
Json toJson(const SmoothingConfig& smoothing) {
    Json json = Json::object();
    if (smoothing.sigma.size() == 1)
        json["sigma"] = smoothing.sigma.front();
    else
        json["sigma"] = smoothing.sigma;
    if (smoothing.nodes)
        json["nodes"] = *smoothing.nodes;
    return json;
}

Json toJson(const GradeConfig& grade) {
    Json json{{"hidden", grade.hidden},
              {"activation", name(grade.activation)},
              {"initialisation", name(grade.initialisation)},
              {"solver", toJson(grade.solver)},
              {"stop", settingsJson(grade.stop)}};
    if (grade.readOut != ReadOutRule::Trained)
        json["readOut"] = name(grade.readOut);
    if (grade.smoothing)
        json["smoothing"] = toJson(*grade.smoothing);
    json["carry"] = name(grade.carry);
    json["repeat"] = grade.repeat;
    return json;
}

} // namespace

Json experimentJson(const ExperimentConfig& config) {
    Json json{{"format", experimentFormat}, {"version", formatVersion}, {"title", config.title}};
    if (!config.notes.empty())
        json["notes"] = config.notes;
    json["target"] = toJson(config.target);
    json["samples"] = toJson(config.samples);
    json["grades"] = Json::array();
    for (const GradeConfig& grade : config.grades)
        json["grades"].push_back(toJson(grade));
    json["guard"] = config.guard;
    if (config.polish)
        json["polish"] = true;
    if (config.adaptive)
        json["adaptive"] = true;
    if (config.stop != RunStop{})
        json["stop"] = settingsJson(config.stop);
    json["seed"] = config.seed;
    return json;
}

std::string writeExperiment(const ExperimentConfig& config) {
    return layoutJson(experimentJson(config));
}

} // namespace gradewise
