#include "core/experiment/write_experiment.h"

#include "core/experiment/document_format.h"
#include "core/experiment/experiment_json.h"
#include "core/settings/write_settings.h"
#include "core/solver/solver.h"

#include <optional>
#include <string_view>

namespace gradewise {

// Functions named to_json() are found by the JSON library through the namespace of their argument, which an
// unnamed one inside would hide.

static void to_json(Json& json, const TargetConfig& target) {
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
}

static void to_json(Json& json, const SolverOptions& solver) {
    json = {{"name", solverOf(solver).name()}};
    std::visit([&json](const auto& options) { writeSettings(json, options); }, solver);
}

/// One number for all variables, or one a variable.
static void to_json(Json& json, const SmoothingConfig& smoothing) {
    if (smoothing.sigma.size() == 1)
        json["sigma"] = smoothing.sigma.front();
    else
        json["sigma"] = smoothing.sigma;
    if (smoothing.nodes)
        json["nodes"] = *smoothing.nodes;
}

static void to_json(Json& json, const GradeConfig& grade) {
    json = settingsJson(grade);
}

Json experimentJson(const ExperimentConfig& config) {
    Json json{{"format", experimentFormat}, {"version", formatVersion}};
    writeSettings(json, config);
    return json;
}

std::string writeExperiment(const ExperimentConfig& config) {
    return layoutJson(experimentJson(config));
}

} // namespace gradewise
