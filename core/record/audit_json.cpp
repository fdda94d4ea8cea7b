#include "core/record/audit_json.h"

#include "core/files/read_measured.h"

#include <charconv>

namespace gradewise {

// Functions named read() are found through JsonReading's namespace, which an unnamed one inside would hide.

/// A 64-bit hash as it stands in a file.
struct HashText {
    std::uint64_t value = 0;
};

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, HashText& out) {
    const auto* text = value.as<std::string>();
    const char* const end = text == nullptr ? nullptr : text->data() + text->size();
    if (text != nullptr && text->size() == 16) {
        const auto [stop, error] = std::from_chars(text->data(), end, out.value, 16);
        if (error == std::errc() && stop == end)
            return true;
    }
    reading.complain(path, value.offset, "A hash is a text of 16 hexadecimal digits.");
    return false;
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Growth& out) {
    JsonObjectReader object(reading, value, path);
    readAmount(reading, object, "points", out.points);
    readAmount(reading, object, "growing", out.growing);
    readMeasured(object, "largest", out.largest);
    readAmount(reading, object, "at", out.at);
    object.finish();
    if (out.growing > out.points || (out.points > 0 && out.at >= out.points))
        reading.complain(path, value.offset, "There cannot be more growing points than points.");
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Norms& out) {
    JsonObjectReader object(reading, value, path);
    readNorm(reading, object, "l1", out.l1);
    readNorm(reading, object, "l2", out.l2);
    readNorm(reading, object, "l4", out.l4);
    readNorm(reading, object, "sup", out.sup);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, UnitAudit& out) {
    JsonObjectReader object(reading, value, path);
    readAmount(reading, object, "samples", out.samples);
    readAmount(reading, object, "units", out.units);
    readAmount(reading, object, "dead", out.dead);
    readAmount(reading, object, "always", out.always);
    object.required("lifeless", out.lifeless);
    readAmount(reading, object, "features", out.features);
    object.optional("rank", out.rank);
    object.optional("duplicates", out.duplicates);
    object.finish();
    return object.isObject();
}

static bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Curvature& out) {
    JsonObjectReader object(reading, value, path);
    readMeasured(object, "largest", out.largest);
    readMeasured(object, "least", out.least);
    readMeasured(object, "largestError", out.largestError);
    readMeasured(object, "leastError", out.leastError);
    readAmount(reading, object, "products", out.products);
    readMeasured(object, "rate", out.rate);
    object.finish();
    return object.isObject();
}

static void readOptional(JsonObjectReader& object, std::string_view key, std::optional<double>& out) {
    Measured measured;
    if (object.optional(key, measured))
        out = measured.value;
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, GradeAudit& out) {
    JsonObjectReader object(reading, value, path);
    HashText hash;
    object.required("hash", hash);
    out.hash = hash.value;
    object.optional("changedAfter", out.changedAfter);
    readMeasured(object, "sumDefect", out.sumDefect);
    readMeasured(object, "rounding", out.rounding);
    object.required("grid", out.grid);
    object.required("train", out.train);
    object.required("before", out.before);
    object.required("after", out.after);
    object.required("seen", out.seen);
    readOptional(object, "trainRatio", out.trainRatio);
    readOptional(object, "pythagoras", out.pythagoras);
    object.required("units", out.units);
    object.optional("curvature", out.curvature);
    object.finish();
    return object.isObject();
}

static Json toJson(const Growth& growth) {
    return {{"points", growth.points},
            {"growing", growth.growing},
            {"largest", growth.largest},
            {"at", growth.at}};
}

static Json toJson(const Norms& norms) {
    return {{"l1", norms.l1}, {"l2", norms.l2}, {"l4", norms.l4}, {"sup", norms.sup}};
}

static Json toJson(const UnitAudit& units) {
    Json json{{"samples", units.samples}, {"units", units.units},       {"dead", units.dead},
              {"always", units.always},   {"lifeless", units.lifeless}, {"features", units.features}};
    if (units.rank)
        json["rank"] = *units.rank;
    if (units.duplicates)
        json["duplicates"] = *units.duplicates;
    return json;
}

static Json toJson(const Curvature& curvature) {
    return {{"largest", curvature.largest},           {"least", curvature.least},
            {"largestError", curvature.largestError}, {"leastError", curvature.leastError},
            {"products", curvature.products},         {"rate", curvature.rate}};
}

Json auditJson(const GradeAudit& audit) {
    Json json{{"hash", hashText(audit.hash)}};
    if (audit.changedAfter)
        json["changedAfter"] = *audit.changedAfter;
    json["sumDefect"] = audit.sumDefect;
    json["rounding"] = audit.rounding;
    json["grid"] = toJson(audit.grid);
    json["train"] = toJson(audit.train);
    json["before"] = toJson(audit.before);
    json["after"] = toJson(audit.after);
    json["seen"] = audit.seen;
    if (audit.trainRatio)
        json["trainRatio"] = *audit.trainRatio;
    if (audit.pythagoras)
        json["pythagoras"] = *audit.pythagoras;
    json["units"] = toJson(audit.units);
    if (audit.curvature)
        json["curvature"] = toJson(*audit.curvature);
    return json;
}

std::string hashText(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

} // namespace gradewise
