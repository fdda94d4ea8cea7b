#include "core/experiment/write_experiment.h"

#include "core/experiment/document_format.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/experiment_settings.h"
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

static Json solverJson(const SolverOptions& solver) {
    Json json{{"name", solverOf(solver).name()}};
    std::visit([&json](const auto& options) { writeSettings(json, options); }, solver);
    return json;
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
    json = {{"hidden", grade.hidden},
            {"activation", name(grade.activation)},
            {"initialisation", name(grade.initialisation)},
            {"solver", solverJson(grade.solver)},
            {"stop", settingsJson(grade.stop)}};
    if (grade.readOut != ReadOutRule::Trained)
        json["readOut"] = name(grade.readOut);
    if (grade.smoothing)
        json["smoothing"] = *grade.smoothing;
    json["carry"] = name(grade.carry);
    json["repeat"] = grade.repeat;
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
