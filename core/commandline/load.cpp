#include "core/commandline/load.h"

#include "core/experiment/presets.h"
#include "core/files/words.h"
#include "core/numbers/printable.h"
#include "core/target/formula_remarks.h"

#include <fmt/core.h>

#include <istream>
#include <ostream>

namespace gradewise {

namespace {

constexpr std::string_view standardInputName = "-";

std::string nothingThere(const std::string& file) {
    std::vector<std::string> ids;
    for (const Preset& preset : presets())
        ids.push_back(preset.id);
    const std::string near = closestWord(file, ids);
    return fmt::format("There is no file and no preset named '{}'{}", printable(file),
                       near.empty() ? "; 'gradewise-cli list presets' shows the presets."
                                    : fmt::format("; did you mean the preset '{}'?", near));
}

std::string textOf(const std::string& file, std::istream& standardInput) {
    if (file == standardInputName)
        return readStream(standardInput, "standard input");
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
    const std::string name = file == standardInputName ? "standard input" : printable(file);
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
        fmt::format("{0} is an experiment, which has no weights to {1}; run it first: 'gradewise-cli run {0} "
                    "--out DIR' trains it; then give DIR/run.json.",
                    printable(file), purpose));
}

void warnOfMissingValues(const TargetConfig& target, const Console& console) {
    if (const std::string remark = withoutValueRemark(target); !remark.empty())
        console.error << printable(remark, 4000) << '\n';
}

Experiment experimentOf(Document document, std::optional<std::uint64_t> seed) {
    auto* const experiment = std::get_if<Experiment>(&document);
    ExperimentConfig config = experiment ? experiment->config() : std::get<RunRecord>(document).config;
    if (experiment && seed.value_or(config.seed) == config.seed)
        return std::move(*experiment);
    config.seed = seed.value_or(config.seed);
    return prepareOrThrow(std::move(config));
}

} // namespace gradewise
