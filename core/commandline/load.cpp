#include "core/commandline/load.h"

#include "core/experiment/presets.h"
#include "core/experiment/words.h"

#include <fmt/core.h>

#include <istream>
#include <iterator>

namespace gradewise {

namespace {

constexpr std::string_view standardInputName = "-";

std::string nothingThere(const std::string& file) {
    std::vector<std::string> ids;
    for (const Preset& preset : presets())
        ids.push_back(preset.id);
    const std::string near = closestWord(file, ids);
    return fmt::format("There is no file and no preset named '{}'{}", file,
                       near.empty() ? "; 'gradewise-cli list presets' shows the presets."
                                    : fmt::format("; did you mean the preset '{}'?", near));
}

std::string textOf(const std::string& file, std::istream& standardInput) {
    if (file == standardInputName)
        return {std::istreambuf_iterator<char>(standardInput), {}};
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored))
        return readFile(file);
    if (const Preset* preset = findPreset(file))
        return preset->text;
    throw FileError(nothingThere(file));
}

} // namespace

Document loadDocument(const std::string& file, std::istream& standardInput) {
    auto read = readDocument(textOf(file, standardInput));
    if (auto* document = std::get_if<Document>(&read))
        return std::move(*document);
    const std::string name = file == standardInputName ? "standard input" : file;
    std::string text;
    for (const Issue& issue : std::get<std::vector<Issue>>(read))
        text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", name, describe({issue}));
    throw InvalidFile(text);
}

RunRecord loadRun(const std::string& file, std::istream& standardInput, std::string_view purpose) {
    Document document = loadDocument(file, standardInput);
    if (auto* record = std::get_if<RunRecord>(&document))
        return std::move(*record);
    throw InvalidFile(
        fmt::format("{} is an experiment, which has no weights to {}; run it first: 'gradewise-cli run {} "
                    "--out DIR' trains it; then give DIR/run.json.",
                    file, purpose, file));
}

ExperimentConfig experimentOf(Document document) {
    if (auto* run = std::get_if<RunRecord>(&document))
        return std::move(run->config);
    return std::get<ExperimentConfig>(std::move(document));
}

} // namespace gradewise
