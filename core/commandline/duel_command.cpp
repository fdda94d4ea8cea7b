#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/study/duel/duel_report.h"

#include <fmt/core.h>

#include <ostream>

namespace gradewise {

namespace {

std::string rangeText(const Spread& spread) {
    return fmt::format("{:.2e} ({:.1e} to {:.1e})", spread.median, spread.least, spread.largest);
}

std::string duelTable(const DuelRecord& record) {
    const auto row = [&](DuelSide side) {
        const DuelSummary summary = summaryOf(record.side(side));
        return std::vector<std::string>{std::string(displayName(side)),
                                        fmt::format("{:.0f}", summary.parameters.median),
                                        fmt::format("{:.2e}", summary.multiplyAdds.median),
                                        fmt::format("{:.2f}", summary.seconds.median),
                                        rangeText(summary.trainMse),
                                        rangeText(summary.testMse),
                                        rangeText(summary.testSup)};
    };
    return textTable({{"median of seeds (range)"},
                      {"parameters", Align::Right},
                      {"multiply-adds", Align::Right},
                      {"seconds", Align::Right},
                      {"train MSE", Align::Right},
                      {"test MSE", Align::Right},
                      {"test sup", Align::Right}},
                     {row(DuelSide::Gradewise), row(DuelSide::EndToEnd)});
}

/// A line to the error stream for each run.
class RunLines final : public DuelWatcher {
public:
    RunLines(const Console& console, Index seeds) : console_(console), seeds_(seeds) {}
    void runDone(std::size_t seed, DuelSide side, const DuelRun& run) override {
        console_.error << fmt::format("seed {} of {}, {}: test MSE {:.3e}, {}{}\n", seed + 1, seeds_,
                                      displayName(side), run.metrics.test.mse, durationText(run.seconds),
                                      run.diverged ? ", diverged" : "")
                       << std::flush;
    }

private:
    const Console& console_;
    Index seeds_;
};

/// Sentences, one a line; nothing of those that are empty.
std::string lines(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences)
        if (!sentence.empty())
            text += sentence + '\n';
    return text;
}

ExitCode fight(const DuelOptions& options, RunControl& control, const Console& console) {
    const Experiment experiment = experimentOf(loadDocument(options.file, console.in), options.seed);
    warnOfMissingValues(experiment.config().target, console);
    if (const std::string problem = duelProblem(experiment, options.seeds); !problem.empty())
        throw InvalidFile(problem);
    const OutFolder out(options.folder, {"duel.json", "duel.csv"}, options.old);
    RunLines watcher(console, options.seeds);
    const DuelRecord record = duel(experiment, options.budget, options.seeds, control, watcher);
    if (record.gradewise.empty()) {
        console.error << "Stopped before a pair of runs was complete; there is nothing to compare.\n";
        return ExitCode::Interrupted;
    }
    console.out << duelTable(record)
                << lines({duelVerdict(record), duelDivergence(record),
                          fmt::format("Equal: {}.", name(record.budget))})
                << std::flush;
    return writeOut(out,
                    {{"duel.json", [&record] { return duelJson(record); }},
                     {"duel.csv", [&record] { return duelCsv(record); }}},
                    record.stopped ? ExitCode::Interrupted : ExitCode::Ok, console);
}

} // namespace

ExitCode duelCommand(const DuelOptions& options, RunControl& control, const Console& console) {
    return guarded(console, [&] { return fight(options, control, console); });
}

} // namespace gradewise
