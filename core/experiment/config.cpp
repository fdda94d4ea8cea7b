#include "core/experiment/config.h"

#include "core/construction/plateau_bump.h"
#include "core/experiment/smoothing_rules.h"

#include <algorithm>

namespace gradewise {

Carry defaultCarry(SolverKind solver) {
    return solver == SolverKind::VarPro ? Carry::All : Carry::Hidden;
}

Index mostEpochs(const GradeConfig& grade) {
    if (isBuilt(grade.solver.kind))
        return 1;
    const bool inSteps = grade.solver.kind == SolverKind::VarPro || grade.solver.kind == SolverKind::Convex;
    return inSteps ? std::min(grade.solver.steps, grade.stop.epochs) : grade.stop.epochs;
}

std::vector<Index> builtWidths(const SolverConfig& solver, Index inputs) {
    return solver.kind == SolverKind::Textbook ? textbookWidths(solver.construction) : bumpWidths(inputs);
}

void setSolver(GradeConfig& grade, SolverKind solver, Index inputs) {
    if (grade.carry == defaultCarry(grade.solver.kind)) // nobody chose it
        grade.carry = defaultCarry(solver);
    if (isBuilt(solver)) {
        grade.activation = Activation::Relu;
        grade.readOut = ReadOutRule::Trained;
        grade.carry = Carry::Hidden;
    } else if (isBuilt(grade.solver.kind)) {
        grade.hidden = GradeConfig{}.hidden;
    }
    if (!canBeSmoothed(solver))
        grade.smoothing.reset();
    grade.solver.kind = solver;
    if (isBuilt(solver))
        grade.hidden = builtWidths(grade.solver, inputs);
}

Index theoremSamples(Index inputs) {
    return inputs == 1 ? 40'001 : 401 * 401;
}

void fillIn(ExperimentConfig& config) {
    const Index inputs = inputsOf(config.target);
    for (GradeConfig& grade : config.grades)
        if (isBuilt(grade.solver.kind) && grade.hidden.empty())
            grade.hidden = builtWidths(grade.solver, inputs);
    const auto inTheoremMode = [](const GradeConfig& grade) {
        return grade.solver.kind == SolverKind::Constructive;
    };
    if (config.samples.train.count == unsaid)
        config.samples.train.count = std::ranges::any_of(config.grades, inTheoremMode)
                                         ? theoremSamples(inputs)
                                         : SamplesConfig{}.train.count;
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
