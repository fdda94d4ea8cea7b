#include "core/training/duel.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace gradewise {

namespace {

constexpr std::array budgets = {DuelBudget::Work, DuelBudget::Parameters, DuelBudget::Time};

double weightsOf(const BlockShape& shape) {
    double rows = static_cast<double>(shape.inputs);
    double weights = 0.0;
    for (const Index width : shape.hidden) {
        weights += rows * static_cast<double>(width);
        rows = static_cast<double>(width);
    }
    return weights + rows * static_cast<double>(shape.outputs);
}

double firstLayerOf(const BlockShape& shape) {
    return static_cast<double>(shape.inputs) * static_cast<double>(shape.hidden.front());
}

/// Of one sample in one epoch or step.
double eachSample(const GradeConfig& grade, const BlockShape& shape) {
    const auto width = static_cast<double>(shape.features());
    switch (grade.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        return 3.0 * weightsOf(shape) - firstLayerOf(shape);
    case SolverKind::VarPro:
        return 3.0 * weightsOf(shape) - firstLayerOf(shape) + 0.5 * width * width;
    case SolverKind::Convex:
    case SolverKind::Constructive:
    case SolverKind::Textbook:
        break;
    }
    return weightsOf(shape);
}

bool descends(const GradeConfig& grade) {
    return descends(grade.solver.kind);
}

SolverConfig solverAgainst(const std::vector<GradeConfig>& grades) {
    const auto first = std::ranges::find_if(grades, descends);
    if (first != grades.end())
        return first->solver;
    SolverConfig adam;
    adam.rate.final = 1e-2 * adam.rate.initial;
    return adam;
}

BlockShape scaled(BlockShape shape, double factor) {
    for (Index& width : shape.hidden)
        width = std::max<Index>(1, std::llround(factor * static_cast<double>(width)));
    return shape;
}

/// The same hidden layers, wider or narrower, with about that many parameters.
std::vector<Index> scaledTo(const BlockShape& shape, Index parameters) {
    double low = 0.0;
    double high = 1.0;
    while (scaled(shape, high).parameterCount() < parameters)
        high *= 2.0;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = 0.5 * (low + high);
        (scaled(shape, middle).parameterCount() < parameters ? low : high) = middle;
    }
    return scaled(shape, high).hidden;
}

Index parametersOf(const RunRecord& run) {
    Index sum = 0;
    for (const GradeRecord& grade : run.grades)
        sum += grade.parameters;
    return sum;
}

DuelRun summary(const RunRecord& run) {
    return {run.config.seed,
            parametersOf(run),
            multiplyAdds(run),
            run.seconds,
            run.status == RunStatus::Diverged,
            run.grades.empty() ? run.before : run.grades.back().metrics};
}

} // namespace

std::span<const DuelBudget> allDuelBudgets() {
    return budgets;
}

std::string_view name(DuelBudget budget) {
    switch (budget) {
    case DuelBudget::Work:
        return "work";
    case DuelBudget::Parameters:
        return "parameters";
    case DuelBudget::Time:
        return "time";
    }
    return {};
}

std::optional<DuelBudget> duelBudgetFromName(std::string_view text) {
    for (const DuelBudget budget : budgets)
        if (name(budget) == text)
            return budget;
    return std::nullopt;
}

double multiplyAdds(const RunRecord& run) {
    const auto samples = static_cast<double>(run.config.samples.train.count);
    double sum = 0.0;
    for (std::size_t i = 0; i < run.grades.size(); ++i) {
        const BlockShape& shape = run.model.grade(i).block.shape();
        sum += samples * (weightsOf(shape) + static_cast<double>(run.grades[i].epochs) *
                                                 eachSample(run.grades[i].config, shape));
    }
    return sum;
}

ExperimentConfig endToEndOf(const RunRecord& gradewise, DuelBudget budget) {
    ExperimentConfig config = gradewise.config;
    GradeConfig grade;
    grade.hidden.clear();
    std::vector<GradeConfig> grades;
    Index epochs = 0;
    for (const GradeRecord& record : gradewise.grades) {
        grades.push_back(record.config);
        grade.hidden.insert(grade.hidden.end(), record.config.hidden.begin(), record.config.hidden.end());
        epochs += record.epochs;
    }
    if (grades.empty())
        throw std::invalid_argument("The grade-wise run has no grade to stand against.");
    if (grade.hidden.size() > limits::maximumHiddenLayers)
        throw std::invalid_argument(
            fmt::format("The grades have {} hidden layers together; one network may have {}. Duel with fewer "
                        "grades.",
                        grade.hidden.size(), limits::maximumHiddenLayers));
    grade.activation = grades.back().activation;
    grade.initialisation = grades.front().initialisation;
    grade.solver = solverAgainst(grades);
    const BlockShape shape{gradewise.model.inputs(), grade.hidden, gradewise.model.outputs(),
                           grade.activation};
    switch (budget) {
    case DuelBudget::Work: {
        const double each = static_cast<double>(config.samples.train.count) * eachSample(grade, shape);
        grade.stop.epochs = std::max<Index>(1, std::llround(multiplyAdds(gradewise) / each));
        break;
    }
    case DuelBudget::Parameters:
        grade.hidden = scaledTo(shape, parametersOf(gradewise));
        grade.stop.epochs = std::max<Index>(1, epochs);
        break;
    case DuelBudget::Time:
        grade.stop.epochs = limits::maximumEpochs;
        grade.stop.seconds = std::max(gradewise.seconds, 1e-3);
        // A schedule by epochs needs to know how many there will be; a constant rate does not.
        grade.solver.rate = {grade.solver.rate.initial, std::nullopt, std::nullopt, 1};
        break;
    }
    if (grade.solver.rate.decayFactor && epochs > 0)
        grade.solver.rate.decayEvery = std::max<Index>(
            1, std::llround(static_cast<double>(grade.solver.rate.decayEvery) *
                            static_cast<double>(grade.stop.epochs) / static_cast<double>(epochs)));
    config.grades = {grade};
    config.polish = false;
    config.stop = {};
    return config;
}

DuelRecord duel(const ExperimentConfig& config, DuelBudget budget, Index seeds, RunControl& control,
                const DuelWatcher& watcher) {
    DuelRecord record;
    record.config = config;
    record.budget = budget;
    RunObserver nobody;
    for (Index k = 0; k < seeds; ++k) {
        ExperimentConfig mine = config;
        mine.seed = config.seed + static_cast<std::uint64_t>(k);
        const RunRecord gradewise = train(mine, control, nobody);
        if (gradewise.status == RunStatus::Stopped) {
            record.stopped = true;
            break;
        }
        const DuelRun ours = summary(gradewise);
        watcher(static_cast<std::size_t>(k), false, ours);
        const RunRecord other = train(endToEndOf(gradewise, budget), control, nobody);
        if (other.status == RunStatus::Stopped) {
            record.stopped = true;
            break;
        }
        record.gradewise.push_back(ours);
        record.endToEnd.push_back(summary(other));
        watcher(static_cast<std::size_t>(k), true, record.endToEnd.back());
    }
    return record;
}

} // namespace gradewise
