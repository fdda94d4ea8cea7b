#include "core/experiment/grade_rules.h"

#include <algorithm>

namespace gradewise {

namespace {

void checkRate(Rules& rules, const std::string& solver, const LearningRate& rate) {
    rules.positive(solver + ".learningRate", "learning rate", rate.initial);
    rules.positive(solver + ".finalLearningRate", "final learning rate", rate.final);
    if (rate.final && *rate.final > rate.initial)
        rules.add(solver + ".finalLearningRate",
                  fmt::format("The final learning rate must be at most the learning rate {}; it is {}.",
                              rate.initial, *rate.final));
    if (rate.final && rate.decayFactor)
        rules.add(solver + ".decayFactor",
                  "A solver takes either finalLearningRate or decayFactor, not both; "
                  "remove one of them.");
    if (rate.decayFactor && !(*rate.decayFactor > 0.0 && *rate.decayFactor <= 1.0))
        rules.add(
            solver + ".decayFactor",
            fmt::format("The decay factor must be above 0 and at most 1; it is {}.", *rate.decayFactor));
    rules.wholeNumber(solver + ".decayEvery", "number of epochs between decays", rate.decayEvery, 1,
                      limits::maximumEpochs);
}

void checkStop(Rules& rules, const std::string& path, const GradeStop& stop) {
    rules.wholeNumber(path + ".epochs", "number of epochs", stop.epochs, 1, limits::maximumEpochs);
    rules.positive(path + ".seconds", "time for the grade in seconds", stop.seconds);
    rules.positive(path + ".goal", "goal (a relative L2 error)", stop.goal);
    if (stop.patience)
        rules.wholeNumber(path + ".patience", "patience in epochs", *stop.patience, 1, limits::maximumEpochs);
    if (!stop.plateau)
        return;
    rules.wholeNumber(path + ".plateau.epochs", "number of epochs of the plateau rule", stop.plateau->epochs,
                      1, limits::maximumPlateau);
    const double change = stop.plateau->relativeChange;
    if (!(change > 0.0 && change < 1.0))
        rules.add(
            path + ".plateau.relativeChange",
            fmt::format("The relative change of the plateau rule must be above 0 and below 1; it is {}.",
                        change));
}

/// What VarPro and Convex ask for: one hidden layer of ReLU.
void checkOneReluLayer(Rules& rules, const std::string& path, const GradeConfig& grade) {
    const std::string_view solver = name(grade.solver.kind);
    rules.wholeNumber(path + ".solver.steps", "number of steps", grade.solver.steps, 1,
                      limits::maximumEpochs);
    if (grade.hidden.size() > 1)
        rules.add(path + ".hidden", fmt::format("The solver {} fits grades of one hidden layer; this one has "
                                                "{}. Take one layer, or the solver adam.",
                                                solver, grade.hidden.size()));
    if (grade.activation != Activation::Relu)
        rules.add(path + ".activation", fmt::format("The solver {} needs the activation relu, not {}. Take "
                                                    "relu, or the solver adam.",
                                                    solver, name(grade.activation)));
}

void checkSolver(Rules& rules, const std::string& path, const GradeConfig& grade, Index trainCount) {
    switch (grade.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        checkRate(rules, path + ".solver", grade.solver.rate);
        if (trainCount >= 2)
            rules.wholeNumber(path + ".solver.batchSize", "batch size (0: all training samples at once)",
                              grade.solver.batchSize, 0, trainCount);
        return;
    case SolverKind::VarPro:
        checkOneReluLayer(rules, path, grade);
        return;
    case SolverKind::Constructive: // see checkConstructions()
        return;
    case SolverKind::Textbook: {
        const double ratio = std::abs(grade.solver.ratio);
        if (hasRatio(grade.solver.construction) && !(ratio > 0.0 && ratio < 1.0))
            rules.add(path + ".solver.ratio",
                      fmt::format("The ratio of a sum must be between -1 and 1 and not 0; it is {}.",
                                  grade.solver.ratio));
        return;
    }
    case SolverKind::Convex:
        checkOneReluLayer(rules, path, grade);
        rules.positive(path + ".solver.regularisation", "regularisation", grade.solver.regularisation);
        if (trainCount > limits::maximumConvexSamples)
            rules.add(path + ".solver.name",
                      fmt::format("The solver convex takes at most {} training samples, not {}.",
                                  limits::maximumConvexSamples, trainCount));
        return;
    }
}

void checkGrade(Rules& rules, const std::string& path, const GradeConfig& grade,
                const SamplesConfig& samples) {
    if (grade.hidden.empty() || grade.hidden.size() > limits::maximumHiddenLayers)
        rules.add(path + ".hidden", fmt::format("A grade must have 1 to {} hidden layers; this one has {}.",
                                                limits::maximumHiddenLayers, grade.hidden.size()));
    for (std::size_t i = 0; i < grade.hidden.size() && i < limits::maximumHiddenLayers; ++i)
        rules.wholeNumber(fmt::format("{}.hidden[{}]", path, i), "width of a hidden layer", grade.hidden[i],
                          1, limits::maximumWidth);
    checkSolver(rules, path, grade, samples.train.count);
    checkStop(rules, path + ".stop", grade.stop);
    if (grade.readOut == ReadOutRule::Balanced && isBuilt(grade.solver.kind))
        rules.add(path + ".readOut",
                  fmt::format("A grade of the solver {} brings its own read-out, which must "
                              "stay as it is: readOut must be trained.",
                              name(grade.solver.kind)));
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
