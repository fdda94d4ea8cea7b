#include "core/experiment/presets.h"

#include "core/experiment/experiment_json.h"
#include "core/experiment/preset_files.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <stdexcept>

namespace gradewise {

namespace {

/// What a first start shows.
constexpr std::string_view firstStart = "wave-and-kink";

std::vector<Preset> readAll() {
    std::vector<Preset> all;
    for (const PresetFile& file : presetFiles())
        all.push_back({std::string(file.id), std::string(file.title), std::string(file.text)});
    std::stable_partition(all.begin(), all.end(),
                          [](const Preset& preset) { return preset.id == firstStart; });
    return all;
}

} // namespace

std::span<const Preset> presets() {
    static const std::vector<Preset> all = readAll();
    return all;
}

const Preset* findPreset(std::string_view id) {
    const auto all = presets();
    const auto found = std::find_if(all.begin(), all.end(), [id](const Preset& p) { return p.id == id; });
    return found == all.end() ? nullptr : &*found;
}

ExperimentConfig presetConfig(const Preset& preset) {
    auto read = readExperimentText(preset.text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        throw std::logic_error("preset " + preset.id + ": " + describe(*issues));
    return std::get<Experiment>(read).config();
}

ExperimentConfig newExperiment() {
    ExperimentConfig config;
    GradeConfig grade;
    grade.solver = VarProOptions{.steps = 100};
    grade.carry = solverOf(grade.solver).defaultCarry();
    grade.repeat = 4;
    config.grades = {grade};
    config.samples.train.count = 4096;
    return config;
}

} // namespace gradewise
