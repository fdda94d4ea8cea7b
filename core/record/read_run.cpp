#include "core/record/read_run.h"

#include "core/experiment/document_format.h"
#include "core/experiment/read_experiment.h"
#include "core/files/read_measured.h"
#include "core/record/audit_json.h"
#include "core/record/json.h"
#include "core/record/read_history.h"
#include "core/record/read_weights.h"

#include <array>
#include <cmath>

namespace gradewise {

// Functions named read() are found through JsonReading's namespace, which an unnamed one inside would hide.

constexpr std::array endedStatuses = {GradeStatus::Finished, GradeStatus::Stopped, GradeStatus::Diverged};

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, GradeStatus& out) {
    return readOneOf(reading, value, path, "status", endedStatuses, fromName<GradeStatus>, out);
}

/// Errors on one set of points; null stands for a set without points.
static void readMetrics(JsonReading& reading, JsonObjectReader& parent, std::string_view key, Metrics& out) {
    const JsonValue* value = parent.requiredValue(key);
    if (value == nullptr || value->as<std::nullptr_t>() != nullptr)
        return;
    JsonObjectReader object(reading, *value, parent.pathOf(key));
    readNorm(reading, object, "l1", out.l1);
    readNorm(reading, object, "l2", out.l2);
    readNorm(reading, object, "sup", out.sup);
    readNorm(reading, object, "relativeL1", out.relativeL1);
    readNorm(reading, object, "relativeL2", out.relativeL2);
    readNorm(reading, object, "relativeSup", out.relativeSup);
    readNorm(reading, object, "rse", out.rse);
    readNorm(reading, object, "mse", out.mse);
    readNorm(reading, object, "halfMse", out.halfMse);
    Index worst = 0;
    readAmount(reading, object, "worst", worst);
    out.worst = static_cast<std::size_t>(std::max<Index>(worst, 0));
    object.finish();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, GradeMetrics& out) {
    JsonObjectReader object(reading, value, path);
    readMetrics(reading, object, "train", out.train);
    readMetrics(reading, object, "validation", out.validation);
    readMetrics(reading, object, "test", out.test);
    readMetrics(reading, object, "grid", out.grid);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Certificate& out) {
    JsonObjectReader object(reading, value, path);
    object.required("kind", out.kind);
    object.required("objective", out.objective);
    object.required("dualBound", out.dualBound);
    object.required("relativeGap", out.relativeGap);
    readAmount(reading, object, "neurons", out.neurons);
    object.optional("prunedObjective", out.prunedObjective);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, BalanceRecord& out) {
    JsonObjectReader object(reading, value, path);
    readNorm(reading, object, "trainedRelativeL2", out.trainedRelativeL2);
    readMeasured(object, "gap", out.gap);
    readAmount(reading, object, "active", out.active);
    object.required("found", out.found);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, LargestError& out) {
    JsonObjectReader object(reading, value, path);
    object.required("kind", out.kind);
    readAmount(reading, object, "attained", out.attained);
    object.required("at", out.at);
    readOptionalAmount(reading, object, "bound", out.bound);
    readOptionalAmount(reading, object, "pieces", out.pieces);
    object.optional("reason", out.reason);
    object.finish();
    if (object.isObject() && out.kind != LargestError::Kind::Sampled && !out.bound)
        reading.complain(path, value.offset, "An exact or certified error needs its bound.");
    return object.isObject();
}

/// One grade without its weights.
static void readGrade(JsonReading& reading, JsonObjectReader& object, GradeRecord& out) {
    object.required("status", out.status);
    object.required("reason", out.reason);
    readAmount(reading, object, "epochs", out.epochs);
    readAmount(reading, object, "seconds", out.seconds);
    readAmount(reading, object, "parameters", out.parameters);
    object.required("guardScale", out.guardScale);
    object.required("metrics", out.metrics);
    object.optional("certificate", out.certificate);
    readOptionalAmount(reading, object, "multiplyAdds", out.multiplyAdds);
    object.optional("balance", out.balance);
    object.optional("audit", out.audit);
    readOptionalAmount(reading, object, "kinks", out.kinks);
    readOptionalAmount(reading, object, "pieces", out.pieces);
    object.optional("warning", out.warning);
}

/// The same; returns its weights.
static const JsonValue* readGrade(JsonReading& reading, const JsonValue& value, const std::string& path,
                                  GradeRecord& out) {
    JsonObjectReader object(reading, value, path);
    readGrade(reading, object, out);
    const JsonValue* layers = object.requiredValue("layers");
    object.finish();
    return layers;
}

/// The grades with their weights, once the experiment that says how they must look is known to be good.
static void readGrades(JsonReading& reading, const JsonValue& value, RunRecord& out) {
    const auto* list = value.as<JsonValue::Array>(); // of objects
    if (list == nullptr)
        return reading.complainType("grades", value, "a list of the trained grades");
    const std::vector<GradeConfig> planned = expandedGrades(out.config);
    if (list->size() > planned.size())
        return reading.complain(
            "grades", value.offset,
            fmt::format("The record holds {} grades, its experiment only {}.", list->size(), planned.size()));
    out.model = MultigradeModel(out.target->inputs(), out.target->outputs());
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string path = fmt::format("grades[{}]", i);
        GradeRecord& grade = out.grades.emplace_back();
        grade.config = planned[i];
        const JsonValue* layers = readGrade(reading, (*list)[i], path, grade);
        if (layers == nullptr ||
            !appendGrade(reading, *layers, path, grade.config, out.target->domain(), out.model))
            return;
        const Index parameters = out.model.grade(i).block.shape().parameterCount();
        if (grade.parameters != parameters)
            reading.complain(
                path + ".parameters", layers->offset,
                fmt::format("The grade has {} weights and biases, not {}.", parameters, grade.parameters));
    }
}

/// The joint read-out of the grades that have been read.
static void readPolish(JsonReading& reading, const JsonValue& value, RunRecord& out) {
    JsonObjectReader object(reading, value, "polish");
    PolishRecord polish;
    object.required("metrics", polish.metrics);
    object.optional("largestError", polish.largestError);
    const JsonValue* readOuts = object.requiredValue("readOuts");
    object.finish();
    if (readOuts == nullptr)
        return;
    if (auto model = withReadOuts(reading, *readOuts, "polish.readOuts", out.model)) {
        polish.model = *std::move(model);
        out.polish = std::move(polish);
    }
}

std::optional<GradeRecord> readGrade(std::string_view text, const GradeConfig& config) {
    const auto parsed = parseLocatedJson(text);
    const auto* value = std::get_if<JsonValue>(&parsed);
    if (value == nullptr)
        return std::nullopt;
    JsonReading reading(text);
    JsonObjectReader object(reading, *value, {});
    GradeRecord grade;
    grade.config = config;
    readGrade(reading, object, grade);
    object.finish();
    return reading.clean() ? std::optional(std::move(grade)) : std::nullopt;
}

void readRun(JsonReading& reading, const JsonValue& value, RunRecord& out) {
    JsonObjectReader object(reading, value, {});
    readHeader(reading, object, runFormat);
    object.optional("gradewise", out.version);
    object.optional("build", out.build);
    object.required("status", out.status);
    object.optional("reason", out.reason);
    readAmount(reading, object, "seconds", out.seconds);
    const JsonValue* experiment = object.requiredValue("experiment");
    object.optionalValue("drawn"); // follows from the experiment
    if (const JsonValue* before = object.requiredValue("before")) {
        JsonObjectReader inner(reading, *before, "before");
        inner.required("metrics", out.before);
        inner.finish();
    }
    const JsonValue* grades = object.requiredValue("grades");
    object.optional("largestError", out.largestError);
    const JsonValue* polish = object.optionalValue("polish");
    const JsonValue* history = object.requiredValue("history");
    const JsonValue* curvature = object.optionalValue("curvature"); // of gradient descent
    object.finish();
    if (experiment != nullptr)
        if (const auto prepared = readExperiment(reading, *experiment, "experiment")) {
            out.config = prepared->config();
            out.target = prepared->target();
        }
    if (!reading.clean() || grades == nullptr || history == nullptr)
        return;
    readGrades(reading, *grades, out);
    if (polish != nullptr && reading.clean())
        readPolish(reading, *polish, out);
    const std::size_t planned = expandedGrades(out.config).size();
    readHistory(reading, *history, out, planned);
    if (curvature != nullptr)
        readCurvature(reading, *curvature, out, planned);
}

} // namespace gradewise
