#include "app/headless.h"

#include "app/interrupt.h"
#include "core/commandline/guarded.h"
#include "core/commandline/kept_run.h"
#include "core/experiment/presets.h"
#include "core/experiment/validate.h"
#include "core/numbers/printable.h"
#include "core/record/curves.h"
#include "core/record/json.h"
#include "core/target/formula_remarks.h"
#include "core/target/sampling.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"
#include "ui/theme.h"

#include <QApplication>
#include <QString>

#include <fmt/core.h>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string_view>
#include <variant>

namespace gradewise {

namespace {

constexpr std::string_view speaker = "gradewise: ";

class GradeReporter : public RunObserver {
public:
    GradeReporter(std::size_t grades, bool quiet) : grades_(grades), quiet_(quiet) {}
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel&) override {
        if (quiet_)
            return;
        std::cout << fmt::format("grade {}/{}: {}, {} epochs, relative L2 error {:.3e}\n", grade + 1, grades_,
                                 describe(record.reason), record.epochs, record.metrics.grid.relativeL2)
                  << std::flush;
    }

private:
    std::size_t grades_;
    bool quiet_;
};

std::vector<FigureFormat> formatsOf(const std::string& names) {
    std::vector<FigureFormat> formats;
    for (const QString& name : QString::fromStdString(names).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto format = figureFormatFromName(name.trimmed());
        if (!format)
            throw InvalidFile(fmt::format("There is no figure format \"{}\"; use png, svg or pdf.",
                                          printable(name.trimmed().toStdString())));
        formats.push_back(*format);
    }
    if (formats.empty())
        throw InvalidFile("--formats needs at least one of png, svg, pdf.");
    return formats;
}

/// Where everything goes. The figures of a run may join the run they are of.
OutFolder folderOf(const HeadlessOptions& options) {
    if (options.resume)
        return OutFolder::ofUnfinished(options.folder);
    std::error_code ignored;
    const bool itsOwn = std::filesystem::equivalent(
        options.file, std::filesystem::path(options.folder) / "run.json", ignored);
    return {options.folder, runFileNames(), itsOwn ? OldResults::Replace : options.old};
}

/// Refuses a grade to show that there cannot be.
void checkGrade(const HeadlessOptions& options, std::size_t grades) {
    if (options.grade && *options.grade > grades)
        throw InvalidFile(fmt::format("There is no grade {} to show; {} has {}.", *options.grade,
                                      printable(options.file), grades));
}

/// The grade to show: of a run that ended before it the last one, which is said.
std::optional<std::size_t> gradeToShow(const HeadlessOptions& options, std::size_t grades) {
    if (!options.grade || *options.grade <= grades)
        return options.grade;
    std::cout << fmt::format("The run ended before grade {}; the figures show what there is.\n",
                             *options.grade);
    return std::nullopt;
}

/// Refuses what cannot be asked of that file.
void checkOptions(const HeadlessOptions& options, const Document& document) {
    const auto* const run = std::get_if<RunRecord>(&document);
    if (run && options.seed)
        throw InvalidFile(printable(options.file) +
                          " holds a run that is already trained; --seed cannot change it.");
    checkGrade(options,
               run ? run->grades.size() : expandedGrades(std::get<Experiment>(document).config()).size());
    if (run && options.resume)
        throw InvalidFile(printable(options.file) +
                          " holds a run that is already trained; there is nothing to go on with.");
}

RunRecord trained(Experiment experiment, const HeadlessOptions& options, const OutFolder& out) {
    KeptRun run{std::move(experiment)};
    if (options.resume) {
        run.begun = begunIn(out, options.old == OldResults::Replace, std::cerr);
        if (writeExperiment(run.begun->experiment.config()) != writeExperiment(run.experiment.config()))
            throw InvalidFile(fmt::format("The run that was broken off in '{}' is not one of {}.",
                                          printable(options.folder), printable(options.file)));
    }
    InterruptControl control;
    GradeReporter reporter(expandedGrades(run.experiment.config()).size(), options.quiet);
    catchInterrupts();
    return trainKept(run, out, control, reporter, std::cerr);
}

OutFolder::Outcome writeTables(const RunRecord& record, const OutFolder& out) {
    return out.write(runFiles(record, defaultGridPerAxis(record.target->domain().size())));
}

void writeFigures(const RunRecord& record, const std::vector<FigureFormat>& formats,
                  const HeadlessOptions& asked, const std::string& folder) {
    RunModel model;
    model.load(record);
    FigureOptions options;
    options.grade = gradeToShow(asked, model.gradesWithCurve());
    options.millimetres =
        usualFigureSize(model, std::nullopt, options.millimetres.width(), {}, options.grade);
    exportAll(model, formats, options, QString::fromStdString(folder));
}

ExitCode headless(const HeadlessOptions& options) {
    const std::vector<FigureFormat> formats = formatsOf(options.formats);
    Document document = loadDocument(options.file, std::cin);
    checkOptions(options, document);
    std::optional<Experiment> experiment;
    if (std::holds_alternative<Experiment>(document)) {
        experiment = experimentOf(document, options.seed);
        if (const std::string remark = withoutValueRemark(experiment->config().target); !remark.empty())
            std::cerr << speaker << printable(remark, 4000) << '\n';
    }
    const OutFolder out = folderOf(options);
    const RunRecord record =
        experiment ? trained(*experiment, options, out) : std::get<RunRecord>(std::move(document));
    const OutFolder::Outcome written = writeTables(record, out);
    if (!written.trouble.empty())
        std::cerr << describe(written) << '\n';
    writeFigures(record, formats, options, written.folder.string());
    forgetKept(out, record, written.trouble.empty(), std::cerr);
    if (!record.reason.empty())
        std::cout << printable(record.reason, 4000) << '\n';
    std::cout << fmt::format("The run, its tables and its figures lie in {}\n",
                             printablePath(std::filesystem::absolute(written.folder).lexically_normal()));
    const bool wrote = written.trouble.empty();
    return experiment ? codeOf(record, written) : wrote ? ExitCode::Ok : ExitCode::Failure;
}

} // namespace

ExitCode runHeadless(const HeadlessOptions& options) {
    applyTheme(*qApp, Theme::lightTheme()); // figures are the window's
    const Console console{std::cin, std::cout, std::cerr};
    return guarded(
        console, [&] { return headless(options); }, speaker);
}

} // namespace gradewise
