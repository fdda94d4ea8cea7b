#include "core/study/duel/duel_report.h"

#include "core/record/metrics_json.h"
#include "core/solver/solver.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace gradewise {

namespace {

constexpr std::array sides = {DuelSide::Gradewise, DuelSide::EndToEnd};

Json runJson(const DuelRun& run, const SamplesConfig& samples) {
    Json json{{"seed", run.seed},
              {"parameters", run.parameters},
              {"multiplyAdds", run.multiplyAdds},
              {"seconds", run.seconds},
              {"diverged", run.diverged}};
    json.update(metricsJson(run.metrics, samples));
    return json;
}

Json sideJson(const std::vector<DuelRun>& runs, const SamplesConfig& samples) {
    Json list = Json::array();
    for (const DuelRun& run : runs)
        list.push_back(runJson(run, samples));
    const DuelSummary summary = summaryOf(runs);
    const auto json = [&](double Spread::*which) {
        return Json{{"train", {{"mse", summary.trainMse.*which}}},
                    {"test", {{"mse", summary.testMse.*which}, {"sup", summary.testSup.*which}}}};
    };
    return {{"median", json(&Spread::median)},
            {"least", json(&Spread::least)},
            {"largest", json(&Spread::largest)},
            {"runs", list}};
}

/// "seed 3", "seeds 3 and 5", "seeds 3, 4 and 5"; empty where none diverged.
std::string divergedSeeds(const std::vector<DuelRun>& runs) {
    std::vector<std::string> seeds;
    for (const DuelRun& run : runs)
        if (run.diverged)
            seeds.push_back(std::to_string(run.seed));
    if (seeds.empty())
        return {};
    if (seeds.size() == 1)
        return "the seed " + seeds.front();
    const std::string last = std::move(seeds.back());
    seeds.pop_back();
    return fmt::format("the seeds {} and {}", fmt::join(seeds, ", "), last);
}

/// Whether the experiment is one grade that the end-to-end network trains again, and no comparison.
bool againstItself(const ExperimentConfig& config) {
    const std::vector<GradeConfig> grades = expandedGrades(config);
    return grades.size() == 1 && solverOf(grades.front().solver).descends();
}

} // namespace

DuelSummary summaryOf(const std::vector<DuelRun>& runs) {
    const auto spread = [&](auto part) {
        std::vector<double> numbers;
        numbers.reserve(runs.size());
        for (const DuelRun& run : runs)
            numbers.push_back(part(run));
        return spreadOf(std::move(numbers));
    };
    return {spread([](const DuelRun& run) { return static_cast<double>(run.parameters); }),
            spread([](const DuelRun& run) { return run.multiplyAdds; }),
            spread([](const DuelRun& run) { return run.seconds; }),
            spread([](const DuelRun& run) { return run.metrics.train.mse; }),
            spread([](const DuelRun& run) { return run.metrics.test.mse; }),
            spread([](const DuelRun& run) { return run.metrics.test.sup; })};
}

std::string duelVerdict(const DuelRecord& record) {
    if (record.gradewise.empty() || record.endToEnd.empty())
        return {};
    const double ours = summaryOf(record.gradewise).testMse.median;
    const double theirs = summaryOf(record.endToEnd).testMse.median;
    if (ours == 0.0 && theirs == 0.0)
        return "The median test MSE is 0 on both sides: they are equally exact.";
    if (againstItself(record.config))
        return "With one grade both sides are the same network, trained alike: there is no winner. Take two "
               "grades "
               "or more.";
    if (!(ours > 0.0) || !(theirs > 0.0) || !std::isfinite(ours) || !std::isfinite(theirs))
        return {};
    if (ours == theirs)
        return "The median test MSE is the same on both sides: there is no winner.";
    return ours < theirs
               ? fmt::format("Grade by grade has the smaller median test MSE, by a factor of {:.3g}.",
                             theirs / ours)
               : fmt::format("End to end has the smaller median test MSE, by a factor of {:.3g}.",
                             ours / theirs);
}

std::string duelDivergence(const DuelRecord& record) {
    std::string text;
    for (const DuelSide side : sides)
        if (const std::string seeds = divergedSeeds(record.side(side)); !seeds.empty())
            text += fmt::format("{}{} with {}", text.empty() ? "Diverged: " : ", ", displayName(side), seeds);
    return text.empty() ? text : text + '.';
}

std::string duelJson(const DuelRecord& record) {
    const SamplesConfig& samples = record.config.samples;
    const Json json{{"equal", name(record.budget)},
                    {"title", record.config.title},
                    {"gradewise", sideJson(record.gradewise, samples)},
                    {"endToEnd", sideJson(record.endToEnd, samples)}};
    return json.dump(2) + "\n";
}

std::string duelCsv(const DuelRecord& record) {
    std::string text = "side,seed,parameters,multiplyAdds,seconds,diverged,trainMse,testMse,testSup\n";
    const auto add = [&](std::string_view side, const std::vector<DuelRun>& runs) {
        for (const DuelRun& run : runs)
            text += fmt::format("{},{},{},{},{},{},{},{},{}\n", side, run.seed, run.parameters,
                                run.multiplyAdds, run.seconds, run.diverged ? 1 : 0, run.metrics.train.mse,
                                run.metrics.test.mse, run.metrics.test.sup);
    };
    add("gradewise", record.gradewise);
    add("endToEnd", record.endToEnd);
    return text;
}

} // namespace gradewise
