#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/experiment/metrics_json.h"
#include "core/numbers/spread.h"
#include "core/training/duel.h"

#include <fmt/core.h>

#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

Json runJson(const DuelRun& run, const SamplesConfig& samples) {
    Json json{{"seed", run.seed},
              {"parameters", run.parameters},
              {"multiplyAdds", run.multiplyAdds},
              {"seconds", run.seconds},
              {"diverged", run.diverged}};
    json.update(metricsJson(run.metrics, samples));
    return json;
}

template <class Part>
std::vector<double> each(const std::vector<DuelRun>& runs, Part part) {
    std::vector<double> numbers;
    for (const DuelRun& run : runs)
        numbers.push_back(part(run));
    return numbers;
}

double testMse(const DuelRun& run) {
    return run.metrics.test.mse;
}

double testSup(const DuelRun& run) {
    return run.metrics.test.sup;
}

double trainMse(const DuelRun& run) {
    return run.metrics.train.mse;
}

Json sideJson(const std::vector<DuelRun>& runs, const SamplesConfig& samples) {
    Json list = Json::array();
    for (const DuelRun& run : runs)
        list.push_back(runJson(run, samples));
    const auto summary = [&](double Spread::*which) {
        return Json{
            {"train", {{"mse", spreadOf(each(runs, trainMse)).*which}}},
            {"test",
             {{"mse", spreadOf(each(runs, testMse)).*which}, {"sup", spreadOf(each(runs, testSup)).*which}}}};
    };
    return {{"median", summary(&Spread::median)},
            {"least", summary(&Spread::least)},
            {"largest", summary(&Spread::largest)},
            {"runs", list}};
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
            text +=
                fmt::format("{},{},{},{},{},{},{},{},{}\n", side, run.seed, run.parameters, run.multiplyAdds,
                            run.seconds, run.diverged ? 1 : 0, trainMse(run), testMse(run), testSup(run));
    };
    add("gradewise", record.gradewise);
    add("endToEnd", record.endToEnd);
    return text;
}

std::string rangeText(const std::vector<double>& numbers) {
    const Spread spread = spreadOf(numbers);
    return fmt::format("{:.2e} ({:.1e} to {:.1e})", spread.median, spread.least, spread.largest);
}

std::string duelTable(const DuelRecord& record) {
    const auto row = [](std::string side, const std::vector<DuelRun>& runs) {
        const auto median = [&](auto part) { return spreadOf(each(runs, part)).median; };
        return std::vector<std::string>{
            std::move(side),
            fmt::format("{:.0f}", median([](const DuelRun& r) { return static_cast<double>(r.parameters); })),
            fmt::format("{:.2e}", median([](const DuelRun& r) { return r.multiplyAdds; })),
            fmt::format("{:.2f}", median([](const DuelRun& r) { return r.seconds; })),
            rangeText(each(runs, trainMse)),
            rangeText(each(runs, testMse)),
            rangeText(each(runs, testSup))};
    };
    return textTable({{"median of seeds (range)"},
                      {"parameters", Align::Right},
                      {"multiply-adds", Align::Right},
                      {"seconds", Align::Right},
                      {"train MSE", Align::Right},
                      {"test MSE", Align::Right},
                      {"test sup", Align::Right}},
                     {row("grade by grade", record.gradewise), row("end to end", record.endToEnd)});
}

/// Which side has the smaller median, said without taking sides.
std::string verdict(const DuelRecord& record) {
    const double ours = spreadOf(each(record.gradewise, testMse)).median;
    const double theirs = spreadOf(each(record.endToEnd, testMse)).median;
    if (!(ours > 0.0) || !(theirs > 0.0) || !std::isfinite(ours) || !std::isfinite(theirs))
        return {};
    return ours <= theirs
               ? fmt::format("Grade by grade has the smaller median test MSE, by a factor of {:.3g}.\n",
                             theirs / ours)
               : fmt::format("End to end has the smaller median test MSE, by a factor of {:.3g}.\n",
                             ours / theirs);
}

ExitCode fight(const DuelOptions& options, RunControl& control, const Console& console) {
    ExperimentConfig config = experimentOf(loadDocument(options.file, console.in));
    config.seed = options.seed.value_or(config.seed);
    if (config.samples.test.count == 0)
        throw InvalidFile("A duel is judged on test samples, and there are none. Give samples.test a count.");
    if (!options.folder.empty())
        prepareFolder(options.folder);
    const DuelRecord record =
        duel(config, options.budget, options.seeds, control,
             [&](std::size_t seed, bool endToEnd, const DuelRun& run) {
                 console.error << fmt::format("seed {} of {}, {}: test MSE {:.3e}, {}{}\n", seed + 1,
                                              options.seeds, endToEnd ? "end to end" : "grade by grade",
                                              testMse(run), durationText(run.seconds),
                                              run.diverged ? ", diverged" : "")
                               << std::flush;
             });
    if (record.gradewise.empty()) {
        console.error << "Stopped before a pair of runs was complete; there is nothing to compare.\n";
        return ExitCode::Interrupted;
    }
    console.out << duelTable(record) << verdict(record) << fmt::format("Equal: {}.\n", name(record.budget))
                << std::flush;
    if (!options.folder.empty()) {
        const std::filesystem::path folder = options.folder;
        writeFile(folder / "duel.json", duelJson(record));
        writeFile(folder / "duel.csv", duelCsv(record));
        console.error << fmt::format("Written to {}: duel.json, duel.csv.\n", options.folder);
    }
    return record.stopped ? ExitCode::Interrupted : ExitCode::Ok;
}

} // namespace

ExitCode duelCommand(const DuelOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return fight(options, control, console); });
}

} // namespace gradewise
