#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/numbers/printable.h"
#include "core/record/metrics_json.h"
#include "core/study/published/comparison.h"
#include "core/training/trainer.h"

#include <fmt/format.h>

#include <ostream>
#include <stdexcept>

namespace gradewise {

namespace {

const PublishedExperiment& publishedCalled(std::string_view id) {
    if (const PublishedExperiment* const found = findPublished(id))
        return *found;
    if (const PublishedExperiment* const found = publishedOfPreset(id))
        return *found;
    std::string known;
    for (const PublishedExperiment& each : publishedExperiments())
        known += fmt::format("{}{}", known.empty() ? "" : ", ", each.id);
    throw InvalidFile(
        fmt::format("There is no published experiment \"{}\". There are {}.", printable(id), known));
}

std::string comparisonTable(const std::vector<Comparison>& lines) {
    std::vector<std::vector<std::string>> rows;
    for (const Comparison& line : lines) {
        const auto spread = line.spread();
        rows.push_back(
            {std::string(line.samples), fmt::format("{}", line.grade + 1),
             line.published ? fmt::format("{:.3e}", *line.published) : "not published",
             spread ? fmt::format("{:.3e}", spread->median) : "not trained",
             spread ? fmt::format("{:.1e} to {:.1e}", spread->least, spread->largest) : "",
             spread && line.published ? fmt::format("{:.3g}", spread->median / *line.published) : ""});
    }
    return textTable({{"samples"},
                      {"grade", Align::Right},
                      {"published", Align::Right},
                      {"here, median", Align::Right},
                      {"range", Align::Right},
                      {"here / published", Align::Right}},
                     rows);
}

std::string comparisonJson(const PublishedExperiment& published, double scale,
                           const std::vector<RunRecord>& runs, const std::vector<Comparison>& lines) {
    Json json{{"id", published.id},
              {"preset", published.preset},
              {"source", published.source},
              {"error", displayName(published.error)},
              {"scale", scale},
              {"runs", Json::array()},
              {"table", Json::array()}};
    for (const RunRecord& run : runs)
        json["runs"].push_back(
            {{"seed", run.config.seed}, {"seconds", run.seconds}, {"status", name(run.status)}});
    for (const Comparison& line : lines) {
        const auto spread = line.spread();
        const auto part = [&](double Spread::*number) { return spread ? Json((*spread).*number) : Json(); };
        json["table"].push_back({{"samples", line.samples},
                                 {"grade", line.grade + 1},
                                 {"published", line.published ? Json(*line.published) : Json()},
                                 {"median", part(&Spread::median)},
                                 {"least", part(&Spread::least)},
                                 {"largest", part(&Spread::largest)},
                                 {"here", line.here}});
    }
    return json.dump(2) + "\n";
}

/// What the figures are, and what they are not.
std::string heading(const PublishedExperiment& published, const ExperimentConfig& config, double scale,
                    std::size_t seeds) {
    std::string text =
        fmt::format("{}\n{}, median of {} seed{}; {}.\n", config.title, displayName(published.error), seeds,
                    seeds == 1 ? "" : "s", published.source);
    if (const std::string remark = lengthRemark(scale); !remark.empty())
        text += remark + "\n";
    return text;
}

ExitCode reproduce(const ReproduceOptions& options, RunControl& control, const Console& console) {
    const PublishedExperiment& published = publishedCalled(options.id);
    const double scale = options.scale.value_or(1.0 / published.fullLength);
    ExperimentConfig config;
    try {
        config = publishedConfig(published, scale);
    } catch (const std::invalid_argument& problem) {
        throw InvalidFile(problem.what());
    }
    const OutFolder out(options.folder, {"reproduce.json", "reproduce.csv"}, options.old);
    const std::uint64_t first = options.seed.value_or(config.seed);
    std::vector<RunRecord> runs;
    bool stopped = false;
    for (Index seed = 0; seed < options.seeds; ++seed) {
        config.seed = first + static_cast<std::uint64_t>(seed);
        RunObserver observer;
        RunRecord run = train(prepareOrThrow(config), control, observer);
        stopped = run.status == RunStatus::Stopped;
        if (stopped) // only whole runs are compared
            break;
        console.error << fmt::format("seed {} ({} of {}): {} grades, {}{}\n", config.seed, seed + 1,
                                     options.seeds, run.grades.size(), durationText(run.seconds),
                                     run.status == RunStatus::Diverged ? ", diverged" : "")
                      << std::flush;
        runs.push_back(std::move(run));
    }
    if (runs.empty()) {
        console.error << "Stopped before a run was complete; there is nothing to compare.\n";
        return ExitCode::Interrupted;
    }
    std::vector<GradeErrors> errors;
    errors.reserve(runs.size());
    for (const RunRecord& run : runs)
        errors.push_back(errorsOf(run));
    const std::vector<Comparison> lines = compare(published, errors);
    console.out << heading(published, config, scale, runs.size()) << comparisonTable(lines) << std::flush;
    return writeOut(out,
                    {{"reproduce.json", [&] { return comparisonJson(published, scale, runs, lines); }},
                     {"reproduce.csv", [&] { return comparisonCsv(lines); }}},
                    stopped ? ExitCode::Interrupted : ExitCode::Ok, console);
}

} // namespace

ExitCode reproduceCommand(const ReproduceOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return reproduce(options, control, console); });
}

} // namespace gradewise
