#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/experiment/metrics_json.h"
#include "core/experiment/published.h"
#include "core/numbers/spread.h"
#include "core/training/trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <ostream>
#include <stdexcept>

namespace gradewise {

namespace {

/// One of the point sets that errors are published for.
struct PointSetOf {
    std::string_view name;
    Metrics GradeMetrics::*metrics;
    std::vector<double> PublishedExperiment::*published;
};

constexpr std::array pointSets = {
    PointSetOf{"train", &GradeMetrics::train, &PublishedExperiment::train},
    PointSetOf{"validation", &GradeMetrics::validation, &PublishedExperiment::validation},
    PointSetOf{"test", &GradeMetrics::test, &PublishedExperiment::test},
};

/// One line of the comparison: a grade on a point set.
struct Comparison {
    std::string_view set;
    std::size_t grade = 0; ///< from 0
    std::optional<double> published;
    std::vector<double> here; ///< of the seeds whose run has that grade
};

const PublishedExperiment& publishedCalled(std::string_view id) {
    if (const PublishedExperiment* const found = findPublished(id))
        return *found;
    if (const PublishedExperiment* const found = publishedOfPreset(id))
        return *found;
    std::string known;
    for (const PublishedExperiment& each : publishedExperiments())
        known += fmt::format("{}{}", known.empty() ? "" : ", ", each.id);
    throw InvalidFile(fmt::format("There is no published experiment \"{}\". There are {}.", id, known));
}

std::vector<Comparison> compare(const PublishedExperiment& published, const std::vector<RunRecord>& runs) {
    std::size_t grades = 0;
    for (const RunRecord& run : runs)
        grades = std::max(grades, run.grades.size());
    std::vector<Comparison> lines;
    for (const PointSetOf& set : pointSets)
        for (std::size_t grade = 0; grade < grades; ++grade) {
            const std::vector<double>& numbers = published.*set.published;
            Comparison line{set.name, grade, std::nullopt, {}};
            if (grade < numbers.size())
                line.published = numbers[grade];
            for (const RunRecord& run : runs)
                if (grade < run.grades.size())
                    line.here.push_back(valueOf(published.error, run.grades[grade].metrics.*set.metrics));
            lines.push_back(std::move(line));
        }
    return lines;
}

std::string comparisonTable(const std::vector<Comparison>& lines) {
    std::vector<std::vector<std::string>> rows;
    for (const Comparison& line : lines) {
        const Spread spread = spreadOf(line.here);
        rows.push_back({std::string(line.set), fmt::format("{}", line.grade + 1),
                        line.published ? fmt::format("{:.3e}", *line.published) : "not published",
                        fmt::format("{:.3e}", spread.median),
                        fmt::format("{:.1e} to {:.1e}", spread.least, spread.largest),
                        line.published ? fmt::format("{:.3g}", spread.median / *line.published) : ""});
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
        const Spread spread = spreadOf(line.here);
        json["table"].push_back({{"samples", line.set},
                                 {"grade", line.grade + 1},
                                 {"published", line.published ? Json(*line.published) : Json()},
                                 {"median", spread.median},
                                 {"least", spread.least},
                                 {"largest", spread.largest},
                                 {"here", line.here}});
    }
    return json.dump(2) + "\n";
}

std::string comparisonCsv(const std::vector<Comparison>& lines) {
    std::string text = "samples,grade,published,median,least,largest\n";
    for (const Comparison& line : lines) {
        const Spread spread = spreadOf(line.here);
        text += fmt::format("{},{},{},{},{},{}\n", line.set, line.grade + 1,
                            line.published ? fmt::format("{}", *line.published) : "", spread.median,
                            spread.least, spread.largest);
    }
    return text;
}

/// What the figures are, and what they are not.
std::string heading(const PublishedExperiment& published, const ExperimentConfig& config, double scale,
                    std::size_t seeds) {
    std::string text =
        fmt::format("{}\n{}, median of {} seed{}; {}.\n", config.title, displayName(published.error), seeds,
                    seeds == 1 ? "" : "s", published.source);
    if (std::abs(scale - 1.0) > 1e-12)
        text += fmt::format(
            "Trained for {:.4g} of the published epochs: the errors are not expected to agree.\n", scale);
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
    if (!options.folder.empty())
        prepareFolder(options.folder);
    const std::uint64_t first = options.seed.value_or(config.seed);
    std::vector<RunRecord> runs;
    bool stopped = false;
    for (Index seed = 0; seed < options.seeds; ++seed) {
        config.seed = first + static_cast<std::uint64_t>(seed);
        RunObserver observer;
        RunRecord run = train(config, control, observer);
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
    const std::vector<Comparison> lines = compare(published, runs);
    console.out << heading(published, config, scale, runs.size()) << comparisonTable(lines) << std::flush;
    if (!options.folder.empty()) {
        const std::filesystem::path folder = options.folder;
        writeFile(folder / "reproduce.json", comparisonJson(published, scale, runs, lines));
        writeFile(folder / "reproduce.csv", comparisonCsv(lines));
        console.error << fmt::format("Written to {}: reproduce.json, reproduce.csv.\n", options.folder);
    }
    return stopped ? ExitCode::Interrupted : ExitCode::Ok;
}

} // namespace

ExitCode reproduceCommand(const ReproduceOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return reproduce(options, control, console); });
}

} // namespace gradewise
