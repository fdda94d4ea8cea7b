#include "tests/fuzz/judgement.h"

#include "core/audit/checks.h"
#include "core/cost/memory.h"
#include "core/exact/largest_error.h"
#include "core/experiment/remarks.h"
#include "core/experiment/validate.h"
#include "core/formula/formula.h"
#include "core/record/csv.h"
#include "core/record/curves.h"
#include "core/record/grade_checks.h"
#include "core/record/json.h"
#include "core/target/sampling.h"
#include "core/training/grade_auditor.h"

#include <array>

namespace gradewise::fuzz {

namespace {

/// Empty when the issues say something useful.
std::string judgeIssues(const std::vector<Issue>& issues) {
    if (issues.empty())
        return "refused without an issue";
    for (const Issue& issue : issues)
        if (issue.sentence.size() < 10 || issue.line < 0 || (issue.line > 0) != (issue.column > 0))
            return "an issue without a sentence or with half a place";
    if (issues.front().line < 1)
        return "the first issue has no place";
    return {};
}

std::string judgeRoundTrip(const Document& document) {
    const auto* experiment = std::get_if<Experiment>(&document);
    const auto* run = std::get_if<RunRecord>(&document);
    const std::string text = experiment != nullptr ? writeExperiment(experiment->config()) : writeRun(*run);
    const auto read = readDocument(text);
    const auto* again = std::get_if<Document>(&read);
    if (again == nullptr)
        return "what was written is refused: " + describe(std::get<std::vector<Issue>>(read));
    if (experiment != nullptr)
        return std::get<Experiment>(*again).config() == experiment->config()
                   ? ""
                   : "the experiment changed on the way";
    const auto& back = std::get<RunRecord>(*again);
    return back.model.hash() == run->model.hash() && writeRun(back) == text ? ""
                                                                            : "the run changed on the way";
}

/// Small enough for a fuzzer to wait for its audit.
bool isSmall(const RunRecord& run, const Target& target) {
    return estimatedBytes(run.config, target.inputs(), target.outputs()) < 4e6;
}

std::string judgeUse(const RunRecord& run) {
    if (!run.target)
        return "a run was accepted without its target";
    const auto prepared = prepare(run.config);
    const auto* experiment = std::get_if<Experiment>(&prepared);
    if (experiment == nullptr)
        return "a run was accepted whose experiment cannot be run";
    for (const std::string& remark : remarksOn(*experiment))
        if (remark.size() < 10)
            return "a remark without a sentence";
    if (!isSmall(run, *run.target))
        return {};

    RunRecord audited = run;
    const auto audits = auditRun(run, AuditEffort::Live, [](std::size_t) { return true; });
    if (audits.size() != run.grades.size())
        return "the audit left out a grade";
    for (std::size_t i = 0; i < audits.size(); ++i) {
        audited.grades[i].audit = audits[i];
        for (const Check& check :
             judge(audits[i], auditedGrade(run.grades[i], run.config.guard, i, audits[i].hash)))
            if (check.finding.size() < 5 || check.meaning.size() < 10)
                return "a check without a finding or a meaning";
    }

    const GridCurves curves = evaluateOnGrid(
        *run.target, run.model, evaluationGrid(run.target->domain(), run.config.samples.train, 11));
    if (curves.grades() != run.grades.size() || curvesCsv(curves).empty())
        return "a grade has no curve";
    if (gradesCsv(audited).empty() || historyCsv(audited).empty() || curvatureCsv(audited).empty())
        return "a table is empty";
    if (run.target->inputs() == 1 && run.target->outputs() == 1) {
        const ErrorBudget budget = {{2000, 1e6, 1e5}, 1e3, 1e5};
        const auto found = largestError(run.config.target, *run.target, run.model, budget);
        if (found.error.bound && *found.error.bound < found.error.attained)
            return "a bound below an error that is attained";
    }
    return {};
}

} // namespace

Judgement judgeFile(const std::string& text) {
    const auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        return {false, judgeIssues(*issues)};
    return {true, judgeRoundTrip(std::get<Document>(read))};
}

Judgement judgeRun(const std::string& text) {
    Judgement judgement = judgeFile(text);
    if (!judgement.accepted || !judgement.problem.empty())
        return judgement;
    const auto document = std::get<Document>(readDocument(text));
    if (const auto* run = std::get_if<RunRecord>(&document))
        judgement.problem = judgeUse(*run);
    return judgement;
}

Judgement judgeFormula(const std::string& text, std::size_t variables) {
    const auto parsed = Formula::parse(text, variables);
    if (const auto* error = std::get_if<FormulaError>(&parsed)) {
        const bool clear = error->sentence.size() >= 10 && error->position <= text.size();
        return {false, clear ? "" : "a formula was refused without a sentence or with a place outside"};
    }
    const auto& formula = std::get<Formula>(parsed);
    const Matrix x = Matrix::Constant(static_cast<Index>(variables), 7, 0.3);
    const Matrix y = formula.evaluate(x, {});
    if (y.rows() != 1 || y.cols() != x.cols())
        return {true, "a formula has values of the wrong shape"};
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {text}, {}, Domain(variables, Interval{0.25, 1})};
    for (SampleSet* set : {&config.samples.train, &config.samples.validation, &config.samples.test})
        set->count = 9;
    for (const Issue& issue : validate(config))
        if (issue.sentence.size() < 10)
            return {true, "an issue without a sentence"};
    return {true, ""};
}

std::span<const Kind> allKinds() {
    static constexpr std::array all = {Kind::Formula, Kind::Experiment, Kind::Run};
    return all;
}

std::string_view name(Kind kind) {
    static constexpr std::array<std::string_view, 3> names = {"formula", "experiment", "run"};
    return names.at(static_cast<std::size_t>(kind));
}

Judgement judge(Kind kind, const std::string& text) {
    switch (kind) {
    case Kind::Formula:
        return judgeFormula(text, 1 + text.size() % 3);
    case Kind::Experiment:
        return judgeFile(text);
    case Kind::Run:
        return judgeRun(text);
    }
    return {};
}

} // namespace gradewise::fuzz
