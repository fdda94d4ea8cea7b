#include "core/experiment/read_experiment.h"

#include "core/experiment/document_format.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/validate.h"
#include "core/settings/read_settings.h"
#include "core/solver/solver.h"

namespace gradewise {

// Functions named read() are found through JsonReading's namespace, which an unnamed one inside would hide.

/// For readOneOf().
static std::string_view name(const Solver* solver) {
    return solver->name();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, const Solver*& out) {
    const auto find = [](std::string_view text) -> std::optional<const Solver*> {
        const Solver* const found = findSolver(text);
        return found == nullptr ? std::nullopt : std::optional(found);
    };
    return readOneOf(reading, value, path, "solver", allSolvers(), find, out);
}

/// [low, high]
static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Interval& out) {
    if (value.listSize() != 2) {
        reading.complain(path, value.offset, "An interval is a list of two numbers: [low, high].");
        return false;
    }
    JsonItems ends(reading.text(), value);
    const bool low = read(reading, ends.item(), path + "[0]", out.low);
    ends.next();
    const bool high = read(reading, ends.item(), path + "[1]", out.high);
    return low && high;
}

/// {"a": 1.5, "b": 2}
static bool read(JsonReading& reading, const JsonValue& value, const std::string& path,
                 std::map<std::string, double>& out) {
    const auto* object = value.as<JsonValue::Object>();
    if (object == nullptr) {
        reading.complainType(path, value, "an object with a number for each parameter");
        return false;
    }
    out.clear();
    constexpr std::size_t most = 1000; // of which a formula has 16
    if (object->size() > most) {
        reading.complain(
            path, value.offset,
            fmt::format("Here are {} parameters; at most {} are possible.", object->size(), most));
        return false;
    }
    for (const JsonMember& member : *object) {
        const std::string memberPath = fmt::format("{}.{}", path, member.key);
        reading.remember(memberPath, member.keyOffset);
        read(reading, member.value, memberPath, out[member.key]);
    }
    return true;
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, SolverOptions& out) {
    JsonObjectReader object(reading, value, path);
    const Solver* solver = &solverOf(out);
    object.required("name", solver);
    out = solver->defaults();
    std::visit([&object](auto& options) { readSettings(object, options); }, out);
    object.finish();
    return true;
}

/// One number, or a list with one for each variable.
static void readSigma(JsonReading& reading, JsonObjectReader& object, std::vector<double>& out) {
    const JsonValue* value = object.requiredValue("sigma");
    if (value == nullptr)
        return;
    const std::string path = object.pathOf("sigma");
    if (value->isList())
        read(reading, *value, path, out);
    else
        read(reading, *value, path, out.emplace_back());
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path,
                 SmoothingConfig& out) {
    JsonObjectReader object(reading, value, path);
    readSigma(reading, object, out.sigma);
    object.optional("nodes", out.nodes);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, GradeConfig& out) {
    JsonObjectReader object(reading, value, path);
    readSettings(object, out);
    const Solver& solver = solverOf(out.solver);
    if (!object.has("hidden") && solver.isBuilt())
        out.hidden.clear(); // fillIn() knows them
    else if (!object.has("hidden"))
        object.required("hidden", out.hidden);
    if (!object.has("carry"))
        out.carry = solver.defaultCarry();
    object.finish();
    return object.isObject();
}

/// One formula, or a list with one for each output.
static void readFormulas(JsonReading& reading, JsonObjectReader& object, std::vector<std::string>& out) {
    const JsonValue* value = object.requiredValue("formula");
    if (value == nullptr)
        return;
    const std::string path = object.pathOf("formula");
    if (value->isList())
        read(reading, *value, path, out);
    else if (value->as<std::string>() != nullptr)
        read(reading, *value, path, out.emplace_back());
    else
        reading.complainType(path, *value, "a formula in double quotes, or a list of formulas");
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, TargetConfig& out) {
    using Kind = TargetConfig::Kind;
    JsonObjectReader object(reading, value, path);
    std::string kind;
    if (!object.required("kind", kind))
        return false;
    out = TargetConfig{};
    if (kind == "gallery") {
        object.required("id", out.id);
        object.optional("domain", out.domain);
    } else if (kind == "formula") {
        out.kind = Kind::Formula;
        out.id.clear();
        readFormulas(reading, object, out.formulas);
        object.required("domain", out.domain);
        object.optional("parameters", out.parameters);
    } else {
        reading.complain(object.pathOf("kind"), object.requiredValue("kind")->offset,
                         fmt::format("There is no kind \"{}\" of target; allowed are \"gallery\" and "
                                     "\"formula\".",
                                     printable(kind)));
        return false;
    }
    object.finish();
    return true;
}

std::string versionProblem(std::uint64_t version) {
    if (version == formatVersion)
        return {};
    if (version == 0)
        return fmt::format("There is no format version 0; this Gradewise reads version {}.", formatVersion);
    return fmt::format(
        "This file was written by a newer Gradewise (format version {}); this one reads version "
        "{}.",
        version, formatVersion);
}

void readHeader(JsonReading& reading, JsonObjectReader& object, std::string_view expected) {
    std::string format;
    if (object.required("format", format) && format != expected)
        reading.complain(object.pathOf("format"), object.requiredValue("format")->offset,
                         fmt::format("The format must be \"{}\" here, not \"{}\".", expected, format));
    std::uint64_t version = formatVersion;
    if (!object.required("version", version))
        return;
    if (const JsonValue& value = *object.requiredValue("version"); value.as<std::string>() != nullptr)
        return reading.complainType(object.pathOf("version"), value, "a whole number");
    if (const std::string problem = versionProblem(version); !problem.empty())
        reading.complain(object.pathOf("version"), object.requiredValue("version")->offset, problem);
}

std::optional<Experiment> readExperiment(JsonReading& reading, const JsonValue& value,
                                         const std::string& path) {
    JsonObjectReader object(reading, value, path);
    if (!object.isObject())
        return std::nullopt;
    ExperimentConfig out;
    readHeader(reading, object, experimentFormat);
    out.samples.train.count = countNotGiven;
    readSettings(object, out);
    object.finish();
    fillIn(out);
    auto prepared = prepare(std::move(out));
    if (auto* experiment = std::get_if<Experiment>(&prepared))
        return std::move(*experiment);
    reading.addJudged(std::get<std::vector<Issue>>(std::move(prepared)), path.empty() ? "" : path + ".");
    return std::nullopt;
}

std::variant<Experiment, std::vector<Issue>> readExperimentText(std::string_view text) {
    auto parsed = parseLocatedJson(text);
    if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
        return std::move(*issues);
    JsonReading reading(text);
    auto experiment = readExperiment(reading, std::get<JsonValue>(parsed), {});
    if (!reading.clean())
        return reading.take();
    return *std::move(experiment);
}

} // namespace gradewise
