#include "core/experiment/config.h"

#include <algorithm>

namespace gradewise {

Carry defaultCarry(SolverKind solver) {
    return solver == SolverKind::VarPro ? Carry::All : Carry::Hidden;
}

Index mostEpochs(const GradeConfig& grade) {
    const bool inSteps = grade.solver.kind == SolverKind::VarPro || grade.solver.kind == SolverKind::Convex;
    return inSteps ? std::min(grade.solver.steps, grade.stop.epochs) : grade.stop.epochs;
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
