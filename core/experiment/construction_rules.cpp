#include "core/experiment/construction_rules.h"

#include "core/solver/solver.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace gradewise {

namespace {

/// What all built grades ask for.
void checkBuilt(Rules& rules, const std::string& path, const GradeConfig& grade, Index inputs) {
    const Solver& solver = solverOf(grade.solver);
    const std::vector<Index> widths = solver.builtWidths(grade.solver, inputs);
    if (grade.hidden != widths)
        rules.add(path + ".hidden", fmt::format("This grade of the solver {} has the widths {}. Leave hidden "
                                                "out.",
                                                solver.name(), fmt::join(widths, ", ")));
    if (grade.activation != Activation::Relu)
        rules.add(path + ".activation", fmt::format("The solver {} needs the activation relu, not {}.",
                                                    solver.name(), name(grade.activation)));
    if (grade.carry != Carry::Hidden)
        rules.add(path + ".carry",
                  fmt::format("A grade of the solver {} hands on its features: carry must be "
                              "hidden, not {}.",
                              solver.name(), name(grade.carry)));
}

/// A construction may be exact for so many grades only. Built grades come first, all of one construction.
void checkCount(Rules& rules, const ExperimentConfig& config) {
    const SolverOptions& first = config.grades.front().solver;
    Index count = 0;
    for (const GradeConfig& grade : config.grades)
        count += solverOf(grade.solver).isBuilt() ? grade.repeat : 0;
    if (count == 0)
        return;
    if (std::string sentence = solverOf(first).tooMany(first, count); !sentence.empty())
        rules.add("grades[0].repeat", std::move(sentence));
}

} // namespace

void checkConstructions(Rules& rules, const ExperimentConfig& config, const Target& target) {
    for (std::size_t i = 0; i < config.grades.size(); ++i) {
        const GradeConfig& grade = config.grades[i];
        const Solver& solver = solverOf(grade.solver);
        if (!solver.isBuilt())
            continue;
        const std::string path = fmt::format("grades[{}]", i);
        const auto leadsHere = [&](const GradeConfig& before) {
            return solver.continues(before.solver, grade.solver);
        };
        const auto end = config.grades.begin() + static_cast<std::ptrdiff_t>(i);
        if (auto issue = solver.mismatch(grade.solver, target))
            rules.add(path + issue->path, std::move(issue->sentence));
        else if (!std::all_of(config.grades.begin(), end, leadsHere))
            rules.add(
                path + ".solver.name",
                "Built grades continue grades of the same construction, so they come before all others. "
                "Move this grade up, or take varpro.");
        else
            checkBuilt(rules, path, grade, target.inputs());
    }
    if (rules.empty())
        checkCount(rules, config);
}

} // namespace gradewise
