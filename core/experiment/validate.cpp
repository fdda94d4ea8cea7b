#include "core/construction/plateau_bump.h"
#include "core/experiment/config.h"
#include "core/experiment/memory.h"
#include "core/experiment/smoothing_rules.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace gradewise {

namespace {

/// Collects issues; each rule is one line at its call.
class Rules {
public:
    void add(std::string path, std::string sentence) {
        issues_.push_back({std::move(path), std::move(sentence)});
    }
    void wholeNumber(const std::string& path, std::string_view what, Index value, Index low, Index high) {
        if (value < low || value > high)
            add(path, fmt::format("The {} must be a whole number from {} to {}; it is {}.", what, low, high,
                                  value));
    }
    void positive(const std::string& path, std::string_view what, double value) {
        if (!std::isfinite(value) || value <= 0.0)
            add(path, fmt::format("The {} must be a finite number above 0; it is {}.", what, value));
    }
    void positive(const std::string& path, std::string_view what, const std::optional<double>& value) {
        if (value)
            positive(path, what, *value);
    }
    bool empty() const { return issues_.empty(); }
    std::vector<Issue> take() { return std::move(issues_); }

private:
    std::vector<Issue> issues_;
};

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

void checkTexts(Rules& rules, const ExperimentConfig& config) {
    if (characters(config.title) > limits::maximumTitle)
        rules.add("title", fmt::format("The title may have at most {} characters; it has {}.",
                                       limits::maximumTitle, characters(config.title)));
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; };
    if (std::any_of(config.title.begin(), config.title.end(), isControl))
        rules.add("title", "The title must be one line without control characters.");
    if (characters(config.notes) > limits::maximumNotes)
        rules.add("notes", fmt::format("The notes may have at most {} characters; they have {}.",
                                       limits::maximumNotes, characters(config.notes)));
}

void checkSamples(Rules& rules, const SamplesConfig& samples) {
    rules.wholeNumber("samples.train.count", "number of training samples", samples.train.count, 2,
                      limits::maximumSamples);
    rules.wholeNumber("samples.validation.count", "number of validation samples (0: none)",
                      samples.validation.count, 0, limits::maximumSamples);
    rules.wholeNumber("samples.test.count", "number of test samples (0: none)", samples.test.count, 0,
                      limits::maximumSamples);
    if (!(samples.noise >= 0.0 && samples.noise <= limits::maximumNoise))
        rules.add("samples.noise", fmt::format("The noise must be a number from 0 to {}; it is {}.",
                                               limits::maximumNoise, samples.noise));
}

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

void checkPolish(Rules& rules, const ExperimentConfig& config) {
    double features = 0.0; // widths may be absurd
    for (const GradeConfig& grade : config.grades)
        if (!grade.hidden.empty())
            features += static_cast<double>(grade.hidden.back()) * static_cast<double>(grade.repeat);
    if (config.polish && features > static_cast<double>(limits::maximumPolished))
        rules.add("polish",
                  fmt::format("A joint read-out is possible for at most {} features, the last widths of "
                              "all grades together; here are {:.0f}. Switch it off, or take fewer or "
                              "narrower grades.",
                              limits::maximumPolished, features));
}

void checkAdaptive(Rules& rules, const ExperimentConfig& config) {
    if (config.adaptive && config.samples.validation.count == 0)
        rules.add("adaptive", "The adaptive rule judges each grade by the validation samples, and there are "
                              "none. Take some, or switch it off.");
}

/// The formula that an error at "formula" or "formula[1]" is about.
std::string_view formulaOf(const TargetConfig& config, std::string_view path) {
    for (std::size_t i = 0; i < config.formulas.size(); ++i)
        if (path == fmt::format("formula[{}]", i))
            return config.formulas[i];
    return path == "formula" && !config.formulas.empty() ? std::string_view(config.formulas.front())
                                                         : std::string_view();
}

std::string targetSentence(const TargetConfig& config, const TargetError& error) {
    const std::string_view formula = formulaOf(config, error.path);
    if (error.length == 0 || formula.empty())
        return error.sentence;
    return fmt::format("{} (At character {} of the formula.)", error.sentence,
                       characters(formula.substr(0, error.position)) + 1);
}

/// Checks the target and returns d and t, or nothing.
std::optional<std::pair<Index, Index>> checkTarget(Rules& rules, const TargetConfig& config) {
    const auto made = makeTarget(config);
    if (const auto* target = std::get_if<Target>(&made))
        return std::pair{target->inputs(), target->outputs()};
    for (const TargetError& error : std::get<std::vector<TargetError>>(made))
        rules.add(error.path.empty() ? "target" : "target." + error.path, targetSentence(config, error));
    return std::nullopt;
}

/// Where the convex solver works with sampled neurons, it takes fewer samples.
void checkConvex(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs) {
    FedRows fed(inputs);
    for (std::size_t i = 0; i < config.grades.size(); ++i) {
        const GradeConfig& grade = config.grades[i];
        Index widest = 0;
        for (Index copy = 0; copy < grade.repeat; ++copy) {
            widest = std::max(widest, fed.rows());
            fed.advance(grade.carry, {fed.rows(), grade.hidden, outputs, grade.activation});
        }
        if (grade.solver.kind == SolverKind::Convex && (outputs > 1 || widest > 1) &&
            config.samples.train.count > limits::maximumConvexSampled)
            rules.add(
                fmt::format("grades[{}].solver.name", i),
                fmt::format("The solver convex takes at most {} training samples where a grade sees several "
                            "features or fits several outputs, not {}. Take fewer, or the solver varpro.",
                            limits::maximumConvexSampled, config.samples.train.count));
    }
}

void checkBalanced(Rules& rules, const ExperimentConfig& config, Index outputs) {
    const Index bounds = config.samples.train.count * outputs;
    for (std::size_t i = 0; i < config.grades.size(); ++i)
        if (config.grades[i].readOut == ReadOutRule::Balanced && bounds > limits::maximumBalanced)
            rules.add(
                fmt::format("grades[{}].readOut", i),
                fmt::format("A balanced read-out is possible for at most {} training samples times outputs, "
                            "not {}. Take fewer, or the read-out as trained.",
                            limits::maximumBalanced, bounds));
}

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

/// Built grades need to know what they see: the variables, or what grades of the same construction left.
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

void checkSmoothing(Rules& rules, const ExperimentConfig& config) {
    const Target target = std::get<Target>(makeTarget(config.target));
    for (Issue& issue : smoothingIssues(config, target.domain()))
        rules.add(std::move(issue.path), std::move(issue.sentence));
}

void checkMemory(Rules& rules, const ExperimentConfig& config, Index inputs, Index outputs) {
    constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
    const double bytes = estimatedBytes(config, inputs, outputs);
    if (bytes > limits::maximumBytes)
        rules.add("grades",
                  fmt::format("This run would need about {:.0f} GiB of memory; the limit is {:.0f} GiB. Take "
                              "fewer samples, narrower layers, fewer grades or fewer epochs.",
                              std::ceil(bytes / gibibyte), limits::maximumBytes / gibibyte));
}

} // namespace

std::vector<Issue> validate(const ExperimentConfig& config) {
    Rules rules;
    checkTexts(rules, config);
    const auto size = checkTarget(rules, config.target);
    checkSamples(rules, config.samples);
    checkGrades(rules, config);
    checkPolish(rules, config);
    checkAdaptive(rules, config);
    rules.positive("stop.relativeL2", "relative L2 error at which the run stops", config.stop.relativeL2);
    rules.positive("stop.sup", "sup error at which the run stops", config.stop.sup);
    rules.positive("stop.seconds", "time for the run in seconds", config.stop.seconds);
    const auto smoothed = [](const GradeConfig& grade) { return grade.smoothing.has_value(); };
    if (rules.empty() && std::ranges::any_of(config.grades, smoothed))
        checkSmoothing(rules, config);
    if (rules.empty() && size)
        checkConvex(rules, config, size->first, size->second);
    if (rules.empty() && size)
        checkBalanced(rules, config, size->second);
    const auto built = [](const GradeConfig& grade) { return isBuilt(grade.solver.kind); };
    if (rules.empty() && std::ranges::any_of(config.grades, built))
        checkConstructions(rules, config, std::get<Target>(makeTarget(config.target)));
    if (rules.empty() && size)
        checkMemory(rules, config, size->first, size->second);
    return rules.take();
}

} // namespace gradewise
