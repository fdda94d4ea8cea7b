#include "app/headless.h"

#include "core/commandline/guarded.h"
#include "core/experiment/csv.h"
#include "core/experiment/curves.h"
#include "core/experiment/json.h"
#include "core/experiment/presets.h"
#include "core/target/sampling.h"
#include "core/training/trainer.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"

#include <QString>

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <variant>

namespace gradewise {

namespace {

volatile std::sig_atomic_t interruptRequested = 0; // a signal handler can reach nothing else

void noteInterrupt(int) {
    interruptRequested = 1;
    std::signal(SIGINT, SIG_DFL); // a second Ctrl-C ends the program at once
}

class InterruptControl : public RunControl {
public:
    Decision checkpoint() override {
        return interruptRequested != 0 ? Decision::StopRun : Decision::Continue;
    }
};

class GradeReporter : public RunObserver {
public:
    GradeReporter(std::size_t grades, bool quiet) : grades_(grades), quiet_(quiet) {}
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel&) override {
        if (quiet_)
            return;
        fmt::print("grade {}/{}: {}, {} epochs, relative L2 error {:.3e}\n", grade + 1, grades_,
                   describe(record.reason), record.epochs, record.metrics.grid.relativeL2);
        std::fflush(stdout);
    }

private:
    std::size_t grades_;
    bool quiet_;
};

/// A failure with the exit code that belongs to it.
struct Failure {
    int code;
    std::string sentence;
};

std::string textOf(const std::string& file) {
    if (file == "-")
        return {std::istreambuf_iterator<char>(std::cin), {}};
    if (!std::filesystem::exists(file))
        if (const Preset* preset = findPreset(file))
            return preset->text;
    return readFile(file);
}

Document documentOf(const HeadlessOptions& options) {
    auto read = readDocument(textOf(options.file));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        throw Failure{exitCode::usage, options.file + " is not valid.\n" + describe(*issues)};
    return std::get<Document>(std::move(read));
}

std::vector<FigureFormat> formatsOf(const std::string& names) {
    std::vector<FigureFormat> formats;
    for (const QString& name : QString::fromStdString(names).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto format = figureFormatFromName(name.trimmed());
        if (!format)
            throw Failure{exitCode::usage,
                          fmt::format("There is no figure format \"{}\"; use png, svg or pdf.",
                                      name.trimmed().toStdString())};
        formats.push_back(*format);
    }
    if (formats.empty())
        throw Failure{exitCode::usage, "--formats needs at least one of png, svg, pdf."};
    return formats;
}

RunRecord trained(ExperimentConfig config, const HeadlessOptions& options) {
    if (options.seed)
        config.seed = *options.seed;
    InterruptControl control;
    GradeReporter reporter(expandedGrades(config).size(), options.quiet);
    std::signal(SIGINT, noteInterrupt);
    RunRecord record = train(config, control, reporter);
    return record;
}

void writeAll(const RunRecord& record, const std::vector<FigureFormat>& formats, const std::string& folder) {
    const std::filesystem::path place(folder);
    writeFile(place / "run.json", writeRun(record));
    writeFile(place / "history.csv", historyCsv(record));
    writeFile(place / "grades.csv", gradesCsv(record));
    if (!record.curvature.empty())
        writeFile(place / "curvature.csv", curvatureCsv(record));
    const Target target = std::get<Target>(makeTarget(record.config.target));
    writeFile(place / "curves.csv",
              curvesCsv(evaluateOnGrid(target, record.model,
                                       evaluationGrid(target.domain(), record.config.samples.train))));
    RunModel model;
    model.load(record);
    FigureOptions options;
    options.millimetres = usualFigureSize(model, std::nullopt, options.millimetres.width());
    exportAll(model, formats, options, QString::fromStdString(folder));
}

int codeOf(const RunRecord& record, bool trainedNow) {
    if (interruptRequested != 0)
        return exitCode::interrupted;
    return trainedNow && record.status == RunStatus::Diverged ? exitCode::diverged : exitCode::ok;
}

int attempt(const HeadlessOptions& options) {
    const std::vector<FigureFormat> formats = formatsOf(options.formats);
    Document document = documentOf(options);
    const auto* config = std::get_if<ExperimentConfig>(&document);
    if (!config && options.seed)
        throw Failure{exitCode::usage, options.file + " holds a run that is already trained; --seed cannot "
                                                      "change it."};
    prepareFolder(options.folder);
    const RunRecord record = config ? trained(*config, options) : std::get<RunRecord>(std::move(document));
    writeAll(record, formats, options.folder);
    if (!record.reason.empty())
        fmt::print("{}\n", record.reason);
    fmt::print("The run, its tables and its figures lie in {}\n",
               std::filesystem::absolute(options.folder).lexically_normal().string());
    return codeOf(record, config != nullptr);
}

} // namespace

int runHeadless(const HeadlessOptions& options) {
    try {
        return attempt(options);
    } catch (const Failure& failure) {
        fmt::print(stderr, "gradewise: {}\n", failure.sentence);
        return failure.code;
    } catch (const std::exception& error) {
        fmt::print(stderr, "gradewise: {}\n", error.what());
        return exitCode::failure;
    }
}

} // namespace gradewise
