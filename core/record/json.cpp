#include "core/record/json.h"

#include "core/experiment/document_format.h"
#include "core/experiment/read_experiment.h"
#include "core/record/read_run.h"

namespace gradewise {

namespace {

using Result = std::variant<Document, std::vector<Issue>>;

constexpr double shareOfParsing = 0.8; // of the time that a long history takes to read

/// A file of a newer version may hold anything: only its version is complained about.
bool isNewer(JsonReading& reading, const JsonValue::Object& root) {
    for (const JsonMember& member : root) {
        const auto* version = member.value.as<std::uint64_t>();
        if (member.key != "version" || version == nullptr || *version <= formatVersion)
            continue;
        reading.complain("version", member.value.offset, versionProblem(*version));
        return true;
    }
    return false;
}

Result readTree(std::string_view text, const JsonValue& root) {
    JsonReading reading(text);
    std::optional<Experiment> experiment;
    RunRecord record;
    std::string_view format = experimentFormat;
    if (const auto* object = root.as<JsonValue::Object>()) {
        if (isNewer(reading, *object))
            return reading.take();
        for (const JsonMember& member : *object)
            if (const auto* name = member.value.as<std::string>();
                member.key == "format" && name != nullptr && *name != experimentFormat)
                format = *name;
    }
    if (format == experimentFormat)
        experiment = readExperiment(reading, root, {});
    else if (format == runFormat)
        readRun(reading, root, record);
    else
        reading.complain("format", root.offset,
                         fmt::format("This is not a file of Gradewise: its format must be \"{}\" or \"{}\", "
                                     "not \"{}\".",
                                     experimentFormat, runFormat, printable(format)));
    if (!reading.clean())
        return reading.take();
    if (format == runFormat)
        return Document(std::move(record));
    return Document(*std::move(experiment));
}

} // namespace

std::variant<Document, std::vector<Issue>> readDocument(std::string_view text, const Watch& watch) {
    try {
        auto parsed = parseLocatedJson(text, part(watch, 0.0, shareOfParsing));
        if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
            return std::move(*issues);
        return readTree(text, std::get<JsonValue>(parsed));
    } catch (const GivenUp&) {
        throw;
    } catch (const std::bad_alloc&) {
        return std::vector<Issue>{{{}, "There is not enough memory to read this file.", 0, 0}};
    } catch (const std::exception& error) {
        return std::vector<Issue>{{{}, fmt::format("This file cannot be read: {}.", error.what()), 0, 0}};
    }
}

} // namespace gradewise
