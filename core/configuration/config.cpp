#include "core/configuration/config.h"

#include "core/solver/solver.h"

#include <algorithm>

namespace gradewise {

/// How many training samples an experiment takes where it names no number: as many as some solver asks for.
static Index defaultSamples(const ExperimentConfig& config) {
    const Index inputs = inputsOf(config.target);
    std::optional<Index> wanted;
    for (const GradeConfig& grade : config.grades)
        if (const std::optional<Index> samples = solverOf(grade.solver).wantedSamples(inputs))
            wanted = std::max(wanted.value_or(0), *samples);
    return wanted.value_or(SamplesConfig{}.train.count);
}

void fillIn(ExperimentConfig& config) {
    for (GradeConfig& grade : config.grades)
        if (const Solver& solver = solverOf(grade.solver); solver.isBuilt() && grade.hidden.empty())
            grade.hidden = solver.builtWidths(grade.solver, inputsOf(config.target));
    if (config.samples.train.count == countNotGiven)
        config.samples.train.count = defaultSamples(config);
}

std::vector<GradeConfig> expandedGrades(const ExperimentConfig& config) {
    std::vector<GradeConfig> grades;
    for (const GradeConfig& grade : config.grades) {
        GradeConfig single = grade;
        single.repeat = 1;
        // Configurations that validate() refuses are expanded too (a form counts while one types), so an
        // absurd count must not fill the memory.
        const auto room = static_cast<Index>(limits::maximumGrades + 1 - grades.size());
        const Index copies = std::clamp<Index>(grade.repeat, 0, room);
        grades.insert(grades.end(), static_cast<std::size_t>(copies), single);
    }
    return grades;
}

} // namespace gradewise
