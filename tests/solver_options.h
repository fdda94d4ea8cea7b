// Solvers in the tables of tests.
#pragma once

#include "core/solver/solver.h"

#include <QMetaType>

Q_DECLARE_METATYPE(gradewise::SolverOptions)

namespace gradewise {

/// Its place in allSolvers().
inline int placeOf(const SolverOptions& solver) {
    return static_cast<int>(solver.index());
}

/// Most steps of a solver that counts steps.
inline Index& stepsOf(SolverOptions& solver) {
    return *setting<Index>(solver, "steps");
}

inline const ConvexOptions& convexOf(const SolverOptions& solver) {
    return std::get<ConvexOptions>(solver);
}
inline ConvexOptions& convexOf(SolverOptions& solver) {
    return std::get<ConvexOptions>(solver);
}

inline const TextbookOptions& textbookOf(const SolverOptions& solver) {
    return std::get<TextbookOptions>(solver);
}
inline TextbookOptions& textbookOf(SolverOptions& solver) {
    return std::get<TextbookOptions>(solver);
}

/// With that learning rate and those steps, where it has them.
inline SolverOptions withRateAndSteps(SolverOptions solver, double rate, Index steps) {
    if (descentOf(solver) != nullptr)
        rateOf(solver).initial = rate;
    if (hasSetting(solver, "steps"))
        stepsOf(solver) = steps;
    return solver;
}

} // namespace gradewise
