#include "core/study/duel/duel.h"

#include "core/cost/multiply_adds.h"
#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "core/record/multiply_adds.h"
#include "core/solver/solver.h"
#include "core/study/prospects.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace gradewise {

namespace {

constexpr auto budgets = nameTable<DuelBudget>({
    {DuelBudget::Work, "work"},
    {DuelBudget::Parameters, "parameters"},
    {DuelBudget::Time, "time"},
});
static_assert(budgets.isWhole());

bool descends(const GradeConfig& grade) {
    return solverOf(grade.solver).descends();
}

SolverOptions solverAgainst(const std::vector<GradeConfig>& grades) {
    const auto first = std::ranges::find_if(grades, descends);
    if (first != grades.end())
        return first->solver;
    SolverOptions adam = AdamOptions{};
    rateOf(adam).final = 1e-2 * rateOf(adam).initial;
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

Index epochsOf(const RunRecord& run) {
    Index sum = 0;
    for (const GradeRecord& grade : run.grades)
        sum += grade.epochs;
    return sum;
}

/// The seconds of the fits alone: what is measured between the grades is no training.
double secondsOf(const RunRecord& run) {
    double sum = 0.0;
    for (const GradeRecord& grade : run.grades)
        sum += grade.seconds;
    return sum;
}

std::string tooManyLayers(std::size_t layers) {
    return fmt::format("The grades have {} hidden layers together; one network may have {}. Duel with fewer "
                       "grades.",
                       layers, limits::maximumHiddenLayers);
}

/// Whether there may be fewer grades in the end than the experiment asks for.
bool mayEndEarly(const ExperimentConfig& config) {
    return config.adaptive || config.stop != RunStop{} ||
           std::ranges::any_of(config.grades, [](const GradeConfig& grade) {
               return !solverOf(grade.solver).exhausted().empty();
           });
}

/// A run of one side, and its record.
struct Trained {
    RunRecord record;
    DuelRun run;
};

Trained fight(const Experiment& experiment, RunControl& control, DuelWatcher& watcher) {
    DuelRecorder recorder(experiment, control, [&](const DuelPoint& point) { watcher.pointAdded(point); });
    RunRecord record = train(experiment, recorder.control(), recorder);
    DuelRun run{record.config.seed,
                parametersOf(record),
                multiplyAdds(record),
                secondsOf(record),
                record.status == RunStatus::Diverged,
                record.grades.empty() ? record.before : record.grades.back().metrics,
                recorder.curve()};
    return {std::move(record), std::move(run)};
}

/// Lets the network of all hidden layers, `grade`, have as much as the grades used.
void setBudget(GradeConfig& grade, const RunRecord& gradewise, DuelBudget budget) {
    const BlockShape shape{gradewise.model.inputs(), grade.hidden, gradewise.model.outputs(),
                           grade.activation};
    const Index epochs = epochsOf(gradewise);
    LearningRate& rate = rateOf(grade.solver);
    switch (budget) {
    case DuelBudget::Work: {
        const double each = trainingSamples(gradewise.config) * epochMultiplyAdds(grade, shape);
        grade.stop.epochs = std::max<Index>(1, std::llround(multiplyAdds(gradewise) / each));
        break;
    }
    case DuelBudget::Parameters:
        grade.hidden = scaledTo(shape, parametersOf(gradewise));
        grade.stop.epochs = std::max<Index>(1, epochs);
        break;
    case DuelBudget::Time:
        grade.stop.epochs = limits::maximumEpochs;
        grade.stop.seconds = std::max(secondsOf(gradewise), 1e-3);
        // A schedule by epochs needs to know how many there will be; a constant rate does not.
        rate = {rate.initial, std::nullopt, std::nullopt, 1};
        break;
    }
    if (rate.decayFactor && epochs > 0)
        rate.decayEvery = std::max<Index>(
            1, std::llround(static_cast<double>(rate.decayEvery) * static_cast<double>(grade.stop.epochs) /
                            static_cast<double>(epochs)));
}

/// Its random samples are others.
Experiment ofLaterSeed(const Experiment& experiment, std::uint64_t later) {
    ExperimentConfig config = experiment.config();
    config.seed += later;
    return prepareOrThrow(std::move(config));
}

} // namespace

template <>
Names<DuelBudget> namesOf<DuelBudget>() {
    return budgets;
}

template <>
Names<DuelSide> namesOf<DuelSide>() {
    static constexpr auto sides = nameTable<DuelSide>({
        {DuelSide::Gradewise, "gradewise", "grade by grade"},
        {DuelSide::EndToEnd, "endToEnd", "end to end"},
    });
    static_assert(sides.isWhole());
    return sides;
}

std::string duelProblem(const Experiment& experiment, Index seeds) {
    const ExperimentConfig& config = experiment.config();
    if (config.samples.test.count == 0)
        return "A duel is judged on test samples, and there are none. Give samples.test a count.";
    std::size_t layers = 0;
    for (const GradeConfig& grade : expandedGrades(config))
        layers += grade.hidden.size();
    if (layers > limits::maximumHiddenLayers && !mayEndEarly(config))
        return tooManyLayers(layers);
    return problemOfSeeds(experiment, seeds);
}

std::string duelProblem(const ExperimentConfig& config, Index seeds) {
    const auto prepared = prepare(config);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&prepared))
        return describe(*issues);
    return duelProblem(std::get<Experiment>(prepared), seeds);
}

ExperimentConfig endToEndOf(const RunRecord& gradewise, DuelBudget budget) {
    ExperimentConfig config = gradewise.config;
    GradeConfig grade;
    grade.hidden.clear();
    std::vector<GradeConfig> grades;
    for (const GradeRecord& record : gradewise.grades) {
        grades.push_back(record.config);
        grade.hidden.insert(grade.hidden.end(), record.config.hidden.begin(), record.config.hidden.end());
    }
    if (grades.empty())
        throw std::invalid_argument("The grade-wise run has no grade to stand against.");
    if (grade.hidden.size() > limits::maximumHiddenLayers)
        throw std::invalid_argument(tooManyLayers(grade.hidden.size()));
    grade.activation = grades.back().activation;
    grade.initialisation = grades.front().initialisation;
    grade.solver = solverAgainst(grades);
    setBudget(grade, gradewise, budget);
    config.grades = {grade};
    config.polish = false;
    config.stop = {};
    return config;
}

DuelRecord duel(const Experiment& experiment, DuelBudget budget, Index seeds, RunControl& control,
                DuelWatcher& watcher) {
    DuelRecord record;
    record.config = experiment.config();
    record.budget = budget;
    for (std::size_t k = 0; k < static_cast<std::size_t>(seeds); ++k) {
        watcher.runBegun(k, DuelSide::Gradewise);
        Trained ours = fight(k == 0 ? experiment : ofLaterSeed(experiment, k), control, watcher);
        record.stopped = ours.record.status == RunStatus::Stopped;
        if (record.stopped)
            break;
        watcher.runDone(k, DuelSide::Gradewise, ours.run);
        watcher.runBegun(k, DuelSide::EndToEnd);
        Trained theirs = fight(prepareOrThrow(endToEndOf(ours.record, budget)), control, watcher);
        record.stopped = theirs.record.status == RunStatus::Stopped;
        if (record.stopped)
            break;
        watcher.runDone(k, DuelSide::EndToEnd, theirs.run);
        record.gradewise.push_back(std::move(ours.run));
        record.endToEnd.push_back(std::move(theirs.run));
    }
    return record;
}

} // namespace gradewise
