#include "core/experiment/grade_rules.h"

#include "core/settings/check_settings.h"
#include "core/solver/solver.h"

#include <algorithm>

namespace gradewise {

namespace {

void checkGrade(Rules& rules, const std::string& path, const GradeConfig& grade,
                const SamplesConfig& samples) {
    if (grade.hidden.empty() || grade.hidden.size() > limits::maximumHiddenLayers)
        rules.add(path + ".hidden", fmt::format("A grade must have 1 to {} hidden layers; this one has {}.",
                                                limits::maximumHiddenLayers, grade.hidden.size()));
    for (std::size_t i = 0; i < grade.hidden.size() && i < limits::maximumHiddenLayers; ++i)
        rules.wholeNumber(fmt::format("{}.hidden[{}]", path, i), "width of a hidden layer", grade.hidden[i],
                          1, limits::maximumWidth);
    const Solver& solver = solverOf(grade.solver);
    solver.check(rules, path, grade, samples.train.count);
    checkSettings(rules, path + ".stop", grade.stop);
    if (grade.readOut == ReadOutRule::Balanced && solver.isBuilt())
        rules.add(path + ".readOut",
                  fmt::format("A grade of the solver {} brings its own read-out, which must "
                              "stay as it is: readOut must be trained.",
                              solver.name()));
    if (grade.stop.patience && samples.validation.count == 0)
        rules.add(path + ".stop.patience",
                  "Patience needs validation samples, and there are none. Take some, or remove patience.");
    rules.wholeNumber(path + ".repeat", "number of repetitions", grade.repeat, 1,
                      static_cast<Index>(limits::maximumGrades));
}

} // namespace

void checkGrades(Rules& rules, const ExperimentConfig& config) {
    if (config.grades.empty())
        rules.add("grades", "An experiment needs at least one grade.");
    for (std::size_t i = 0; i < config.grades.size() && i < limits::maximumGrades; ++i)
        checkGrade(rules, fmt::format("grades[{}]", i), config.grades[i], config.samples);
    // A count that is wrong by itself has been named already.
    const bool countsAreFine =
        std::all_of(config.grades.begin(), config.grades.end(), [](const GradeConfig& g) {
            return g.repeat <= static_cast<Index>(limits::maximumGrades);
        });
    if (countsAreFine && expandedGrades(config).size() > limits::maximumGrades)
        rules.add("grades", fmt::format("An experiment may have at most {} grades, repetitions counted; this "
                                        "one has more.",
                                        limits::maximumGrades));
}

} // namespace gradewise
