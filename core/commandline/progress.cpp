#include "core/commandline/progress.h"

#include "core/commandline/terminal_wall.h"
#include "core/numbers/printable.h"
#include "core/record/audit_json.h"
#include "core/record/grade_checks.h"
#include "core/record/metrics_json.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

constexpr auto progressModes = nameTable<ProgressMode>({
    {ProgressMode::Text, "text"},
    {ProgressMode::Json, "json"},
    {ProgressMode::None, "none"},
});
static_assert(progressModes.isWhole());

/// What drives the solver: a learning rate, or how far it may still be from the best.
std::string rateOrGap(const HistoryPoint& point, bool sampled) {
    return std::isnan(point.gap) ? fmt::format("rate {:.2e}", point.rate)
                                 : fmt::format("{}gap {:.2e}", sampled ? "sampled " : "", point.gap);
}

/// "; " and how close to the best the grade is proved to be.
std::string certificateText(const std::optional<Certificate>& certificate) {
    if (!certificate)
        return {};
    const std::string proof =
        fmt::format("; objective {:.6e}, at most {:.1e} of it above the best{}", certificate->objective,
                    certificate->relativeGap,
                    certificate->kind == Certificate::Kind::Sampled ? " of the sampled neurons" : "");
    return certificate->prunedObjective ? fmt::format("{}, {:.6e} after pruning from {} neurons", proof,
                                                      *certificate->prunedObjective, certificate->neurons)
                                        : fmt::format("{}, {} neurons", proof, certificate->neurons);
}

void writeLine(const Console& console, const Json& json) {
    console.out << printableJson(compactJson(json)) << '\n' << std::flush;
}

} // namespace

template <>
Names<ProgressMode> namesOf<ProgressMode>() {
    return progressModes;
}

void Pace::gradeBegun() {
    older_ = newer_ = {0, last_.seconds};
}

void Pace::epochDone(Index epoch, double seconds) {
    last_ = {epoch, seconds};
    if (std::has_single_bit(static_cast<std::uint64_t>(epoch))) {
        older_ = newer_;
        newer_ = last_;
    }
}

double Pace::secondsPerEpoch() const {
    return (last_.seconds - older_.seconds) /
           static_cast<double>(std::max<Index>(1, last_.epoch - older_.epoch));
}

bool Throttle::ready() {
    constexpr auto pause = std::chrono::milliseconds(100);
    const auto now = std::chrono::steady_clock::now();
    if (now < next_)
        return false;
    next_ = now + pause;
    return true;
}

std::string durationText(double seconds) {
    constexpr double minute = 60.0;
    constexpr double hour = 3600.0;
    if (seconds < 10.0)
        return fmt::format("{:.1f} s", seconds);
    if (seconds < minute)
        return fmt::format("{:.0f} s", seconds);
    const auto whole = static_cast<long long>(seconds);
    if (seconds < hour)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

TextProgress::TextProgress(const Console& console, RemainingTime remaining)
    : console_(console), remaining_(std::move(remaining)) {}

void TextProgress::clearLine() {
    if (lineShown_)
        console_.error << eraseLine << std::flush;
    lineShown_ = false;
}

void TextProgress::gradeBegun(std::size_t grade, const MultigradeModel& frozen) {
    static_cast<void>(grade);
    sampled_ = frozen.nextInputs() > 1;
    pace_.gradeBegun();
}

void TextProgress::epochDone(const HistoryPoint& point, const Block& block) {
    static_cast<void>(block);
    pace_.epochDone(point.epoch, point.seconds);
    if (!console_.errorIsTerminal || !throttle_.ready())
        return;
    const auto grade = static_cast<std::size_t>(point.grade);
    const double each = pace_.secondsPerEpoch();
    const std::string speed = each > 0.0 ? fmt::format("{:.4g} epochs/s, ", 1.0 / each) : "";
    console_.error << eraseLine
                   << fmt::format("grade {}/{}, epoch {}/{}, error {:.3e}, {}, {}{} left", grade + 1,
                                  remaining_.grades(), point.epoch, remaining_.epochs(grade),
                                  point.trainRelativeL2, rateOrGap(point, sampled_), speed,
                                  durationText(remaining_.seconds(grade, point.epoch, each, point.seconds)))
                   << std::flush;
    lineShown_ = true;
}

void TextProgress::gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) {
    static_cast<void>(model);
    clearLine();
    const Metrics& train = record.metrics.train;
    const bool absolute = std::isnan(train.relativeL2); // labels that vanish have no relative error
    console_.error << fmt::format("grade {}/{}: {} L2 error {:.3e} on the training samples, {} epochs in "
                                  "{} ({}{})\n",
                                  grade + 1, remaining_.grades(), absolute ? "absolute" : "relative",
                                  absolute ? train.l2 : train.relativeL2, record.epochs,
                                  durationText(record.seconds), endWords(record),
                                  certificateText(record.certificate));
    if (const std::string words = progressWords(record); !words.empty())
        console_.error << fmt::format("grade {} {}\n", grade + 1, words);
    if (record.balance)
        console_.error << describe(*record.balance) << '\n';
    if (!record.warning.empty())
        console_.error << record.warning << '\n';
    console_.error << std::flush;
}

JsonProgress::JsonProgress(const Console& console, const ExperimentConfig& config, RemainingTime remaining)
    : console_(console), config_(config), remaining_(std::move(remaining)) {}

void JsonProgress::runBegun(const GradeMetrics& before) {
    writeLine(console_, {{"event", "begin"},
                         {"title", config_.title},
                         {"grades", remaining_.grades()},
                         {"metrics", metricsJson(before, config_.samples)}});
}

void JsonProgress::gradeBegun(std::size_t grade, const MultigradeModel& frozen) {
    static_cast<void>(grade);
    sampled_ = frozen.nextInputs() > 1;
    pace_.gradeBegun();
}

void JsonProgress::epochDone(const HistoryPoint& point, const Block& block) {
    static_cast<void>(block);
    pace_.epochDone(point.epoch, point.seconds);
    if (!throttle_.ready())
        return;
    const auto grade = static_cast<std::size_t>(point.grade);
    const double each = pace_.secondsPerEpoch();
    Json json{{"event", "epoch"},
              {"grade", point.grade + 1},
              {"epoch", point.epoch},
              {"epochs", remaining_.epochs(grade)},
              {"seconds", point.seconds},
              {"trainRelativeL2", point.trainRelativeL2},
              {"validationRelativeL2", point.validationRelativeL2},
              {"learningRate", point.rate},
              {"remainingSeconds", remaining_.seconds(grade, point.epoch, each, point.seconds)}};
    if (!std::isnan(point.gap)) {
        json["gap"] = point.gap;
        json["gapKind"] = name(sampled_ ? Certificate::Kind::Sampled : Certificate::Kind::Exact);
    }
    writeLine(console_, json);
}

void JsonProgress::gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) {
    static_cast<void>(model);
    Json json{{"event", "grade"},
              {"grade", grade + 1},
              {"status", name(record.status)},
              {"reason", name(record.reason)},
              {"epochs", record.epochs},
              {"seconds", record.seconds},
              {"parameters", record.parameters},
              {"metrics", metricsJson(record.metrics, config_.samples)}};
    if (record.certificate)
        json["certificate"] = certificateJson(*record.certificate);
    if (record.balance)
        json["balance"] = balanceJson(*record.balance);
    if (record.audit)
        json["audit"] = auditJson(*record.audit);
    if (record.kinks)
        json["kinks"] = *record.kinks;
    if (!record.warning.empty())
        json["warning"] = record.warning;
    writeLine(console_, json);
}

void writeEnd(const Console& console, const RunRecord& record, ExitCode code, const std::string& folder) {
    Json json{{"event", "end"},
              {"status", name(record.status)},
              {"reason", record.reason},
              {"seconds", record.seconds},
              {"exitCode", static_cast<int>(code)}};
    if (record.largestError)
        json["largestError"] = largestErrorJson(*record.largestError);
    json["out"] = folder.empty() ? Json() : Json(folder);
    writeLine(console, json);
}

std::unique_ptr<RunObserver> makeProgress(ProgressMode mode, const Console& console,
                                          const Experiment& experiment) {
    if (mode == ProgressMode::None)
        return std::make_unique<RunObserver>();
    const ExperimentConfig& config = experiment.config();
    RemainingTime remaining(config, experiment.target().inputs(), experiment.target().outputs());
    if (mode == ProgressMode::Text)
        return std::make_unique<TextProgress>(console, std::move(remaining));
    return std::make_unique<JsonProgress>(console, config, std::move(remaining));
}

} // namespace gradewise
