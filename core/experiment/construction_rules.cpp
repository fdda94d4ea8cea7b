#include "core/experiment/construction_rules.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace gradewise {

namespace {

/// What all built grades ask for.
void checkBuilt(Rules& rules, const std::string& path, const GradeConfig& grade, Index inputs) {
    const std::vector<Index> widths = builtWidths(grade.solver, inputs);
    const std::string_view solver = name(grade.solver.kind);
    if (grade.hidden != widths)
        rules.add(path + ".hidden", fmt::format("This grade of the solver {} has the widths {}. Leave hidden "
                                                "out.",
                                                solver, fmt::join(widths, ", ")));
    if (grade.activation != Activation::Relu)
        rules.add(path + ".activation", fmt::format("The solver {} needs the activation relu, not {}.",
                                                    solver, name(grade.activation)));
    if (grade.carry != Carry::Hidden)
        rules.add(path + ".carry",
                  fmt::format("A grade of the solver {} hands on its features: carry must be "
                              "hidden, not {}.",
                              solver, name(grade.carry)));
}

/// Why a construction of the textbook cannot be of that target, if it cannot.
std::optional<std::string> mismatch(Textbook construction, const Target& target) {
    const Index inputs = inputsOf(construction);
    const double length = lengthOf(construction);
    const auto within = [length](const Interval& interval) {
        return interval.low >= 0.0 && interval.high <= length;
    };
    if (target.inputs() != inputs || target.outputs() > 1)
        return fmt::format("The construction {} is a function of {} variable{} with one output; the target "
                           "has {} and {}.",
                           name(construction), inputs, inputs == 1 ? "" : "s", target.inputs(),
                           target.outputs());
    if (!std::ranges::all_of(target.domain(), within))
        return fmt::format("The construction {} holds on [0, {}]; take a domain within it.",
                           name(construction), length);
    return std::nullopt;
}

/// Whether one built grade can come after another.
bool continues(const SolverConfig& before, const SolverConfig& solver) {
    if (before.kind != solver.kind || solver.kind != SolverKind::Textbook)
        return before.kind == solver.kind;
    return before.construction == solver.construction &&
           (before.ratio == solver.ratio || !hasRatio(solver.construction));
}

/// A construction may be exact for so many grades only.
void checkCount(Rules& rules, const ExperimentConfig& config) {
    const GradeConfig& first = config.grades.front();
    Index count = 0;
    for (const GradeConfig& grade : config.grades)
        count += grade.solver.kind == SolverKind::Textbook ? grade.repeat : 0;
    if (count == 0)
        return;
    const auto most = mostGrades(first.solver.construction);
    if (most && count > *most)
        rules.add("grades[0].repeat",
                  fmt::format("The construction {} is exact for {} grades, not for {}; take at most {}.",
                              name(first.solver.construction), *most, count, *most));
}

} // namespace

void checkConstructions(Rules& rules, const ExperimentConfig& config, const Target& target) {
    const Index inputs = target.inputs();
    for (std::size_t i = 0; i < config.grades.size(); ++i) {
        const GradeConfig& grade = config.grades[i];
        const SolverConfig& solver = grade.solver;
        const std::string path = fmt::format("grades[{}]", i);
        if (!isBuilt(solver.kind))
            continue;
        const bool textbook = solver.kind == SolverKind::Textbook;
        const auto leadsHere = [&](const GradeConfig& before) { return continues(before.solver, solver); };
        const auto end = config.grades.begin() + static_cast<std::ptrdiff_t>(i);
        if (!textbook && (inputs > 2 || target.outputs() > 1))
            rules.add(path + ".solver.name",
                      fmt::format("The solver constructive is for targets of one or two variables and one "
                                  "output; this one has {} and {}. Take varpro.",
                                  inputs, target.outputs()));
        else if (const auto why = textbook ? mismatch(solver.construction, target) : std::nullopt)
            rules.add(path + ".solver.construction", *why);
        else if (!std::all_of(config.grades.begin(), end, leadsHere))
            rules.add(
                path + ".solver.name",
                "Built grades continue grades of the same construction, so they come before all others. "
                "Move this grade up, or take varpro.");
        else
            checkBuilt(rules, path, grade, inputs);
    }
    if (rules.empty())
        checkCount(rules, config);
}

} // namespace gradewise
