#include "core/solver/grade.h"

#include "core/solver/solver.h"

#include <utility>

namespace gradewise {

namespace {

/// Whether the default settings become these by taking over those of `other`.
bool saysNothingNew(const SolverOptions& options, const SolverOptions& other) {
    SolverOptions known = solverOf(options).defaults();
    takeSettings(known, other);
    return known == options;
}

/// Takes the settings of `solver`, each as it was when it was seen last, and sets the others aside.
void exchangeSettings(GradeConfig& grade, const Solver& solver) {
    std::vector<SolverOptions> known = std::exchange(grade.setAside, {});
    known.push_back(grade.solver);
    SolverOptions next = solver.defaults();
    for (const SolverOptions& options : known)
        takeSettings(next, options);
    for (SolverOptions& options : known) {
        takeSettings(options, grade.solver);
        if (options.index() != next.index() && !saysNothingNew(options, next))
            grade.setAside.push_back(options);
    }
    grade.solver = next;
}

} // namespace

Index mostEpochs(const GradeConfig& grade) {
    return solverOf(grade.solver).mostEpochs(grade);
}

void setSolver(GradeConfig& grade, const Solver& solver, Index inputs) {
    const Solver& before = solverOf(grade.solver);
    if (grade.carry == before.defaultCarry()) // nobody chose it
        grade.carry = solver.defaultCarry();
    if (solver.isBuilt()) {
        grade.activation = Activation::Relu;
        grade.readOut = ReadOutRule::Trained;
        grade.carry = Carry::Hidden;
    } else if (before.isBuilt()) {
        grade.hidden = GradeConfig{}.hidden;
    }
    if (!solver.canBeSmoothed())
        grade.smoothing.reset();
    exchangeSettings(grade, solver);
    if (solver.isBuilt())
        grade.hidden = solver.builtWidths(grade.solver, inputs);
}

} // namespace gradewise
