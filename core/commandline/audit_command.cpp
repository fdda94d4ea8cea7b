#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/numbers/printable.h"
#include "core/record/audit_json.h"
#include "core/record/grade_checks.h"
#include "core/solver/solver.h"
#include "core/training/grade_auditor.h"

#include <fmt/core.h>

#include <array>
#include <ostream>

namespace gradewise {

namespace {

/// One grade, judged.
struct Row {
    std::size_t grade = 0; ///< from 1
    std::string solver;
    GradeProgress progress = GradeProgress::Improved;
    std::vector<Check> checks;
};

/// "x = 0.125", "x = 0.125, y = 0.5".
std::string placeText(const Matrix& points, Index column) {
    static constexpr std::array axes = {"x", "y", "z"};
    std::string text;
    for (Index i = 0; i < points.rows(); ++i)
        text += fmt::format("{}{} = {:.6g}", i == 0 ? "" : ", ", axes.at(static_cast<std::size_t>(i)),
                            points(i, column));
    return text;
}

/// Recomputed figures, but the hash and the findings about it that the record was written with.
std::vector<Row> judged(const RunRecord& record, std::vector<GradeAudit> audits) {
    const Matrix points = evaluationGrid(record.target->domain(), record.config.samples.train);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < audits.size(); ++i) {
        const GradeRecord& grade = record.grades[i];
        const std::uint64_t hashNow = audits[i].hash;
        if (grade.audit) {
            audits[i].hash = grade.audit->hash;
            audits[i].changedAfter = grade.audit->changedAfter;
        }
        const AuditedGrade audited = auditedGrade(grade, record.config.guard, i, hashNow);
        rows.push_back({i + 1, std::string(solverOf(audited.solver).name()), progressOf(audits[i], audited),
                        judge(audits[i], audited)});
        if (audits[i].grid.growing > 0)
            rows.back().checks[static_cast<std::size_t>(CheckId::Pointwise)].finding +=
                ", largest at " + placeText(points, audits[i].grid.at);
    }
    return rows;
}

std::string cell(const Check& check) {
    switch (check.state) {
    case CheckState::Held:
        return "held";
    case CheckState::Violated:
        return check.alarming ? "VIOLATED" : "violated";
    case CheckState::NotApplicable:
        return "-";
    }
    return {};
}

std::string table(const std::vector<Row>& rows) {
    std::vector<TextColumn> columns = {{"grade", Align::Right}, {"solver"}, {"progress"}};
    for (const CheckId check : allOf<CheckId>())
        columns.push_back({std::string(name(check))});
    columns.push_back({"V2: norms of the residual on the grid"});
    std::vector<std::vector<std::string>> cells;
    for (const Row& row : rows) {
        std::vector<std::string> line = {fmt::format("{}", row.grade), row.solver,
                                         std::string(name(row.progress))};
        for (const Check& check : row.checks)
            line.push_back(cell(check));
        line.push_back(row.checks[static_cast<std::size_t>(CheckId::Norms)].finding);
        cells.push_back(std::move(line));
    }
    return textTable(columns, cells);
}

/// What is said of each check: how often it held, its meaning for the last grade, and the findings that
/// matter.
std::string details(const std::vector<Row>& rows) {
    constexpr std::size_t mostLines = 8;
    std::string text;
    for (const CheckId id : allOf<CheckId>()) {
        const auto place = static_cast<std::size_t>(id);
        std::size_t held = 0;
        std::size_t violated = 0;
        std::string findings;
        for (const Row& row : rows) {
            const Check& check = row.checks[place];
            held += check.state == CheckState::Held ? 1 : 0;
            violated += check.state == CheckState::Violated ? 1 : 0;
            if (check.state == CheckState::Violated && violated <= mostLines)
                findings += fmt::format("    grade {}: {}\n", row.grade, check.finding);
        }
        if (violated > mostLines)
            findings += fmt::format("    … and {} more\n", violated - mostLines);
        if (violated == 0)
            findings =
                fmt::format("    grade {}: {}\n", rows.back().grade, rows.back().checks[place].finding);
        text += fmt::format("{} {}: held {}, violated {}, does not apply {}\n  {}\n{}", name(id),
                            displayName(id), held, violated, rows.size() - held - violated,
                            rows.back().checks[place].meaning, findings);
    }
    return text;
}

std::string progressText(const std::vector<Row>& rows) {
    std::string text;
    for (const Row& row : rows)
        if (const std::string words = describe(row.progress); !words.empty())
            text += fmt::format(
                "grade {} {}{}\n", row.grade,
                row.progress == GradeProgress::LeftOut || row.progress == GradeProgress::AtRounding ? ""
                                                                                                    : "is ",
                words);
    return text;
}

/// What the hashes say; whether all that there are agree.
bool reportFrozen(const RunRecord& record, const std::vector<Row>& rows, std::ostream& out) {
    std::size_t known = 0;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& stored = record.grades[i].audit;
        if (!stored)
            continue;
        ++known;
        if (frozenWeightsChanged(record, i)) {
            ++changed;
            out << fmt::format(
                "frozen: grade {} CHANGED: its weights have hash {}, and were frozen with {}\n",
                rows[i].grade, hashText(record.model.grade(i).block.hash()), hashText(stored->hash));
        }
    }
    if (known < rows.size())
        out << fmt::format(
            "frozen: {} of {} grades have no hash in this file, so nothing can be said of them\n",
            rows.size() - known, rows.size());
    if (known > 0 && changed == 0)
        out << fmt::format("frozen: {} grades unchanged\n", known);
    return changed == 0;
}

ExitCode audit(const std::string& file, RunControl& control, const Console& console) {
    const RunRecord record = loadRun(file, console.in, "audit");
    if (record.grades.empty()) {
        console.out << "This run holds no grade to audit.\n";
        return ExitCode::Ok;
    }
    bool stopped = false;
    auto audits = auditRun(record, AuditEffort::Full, [&](std::size_t) {
        stopped = control.checkpoint() == Decision::StopRun;
        return !stopped;
    });
    const std::vector<Row> rows = judged(record, std::move(audits));
    if (rows.empty())
        return ExitCode::Interrupted;
    if (!record.config.title.empty())
        console.out << printable(record.config.title, limits::maximumTitle) << '\n';
    console.out << table(rows) << '\n' << details(rows) << '\n' << progressText(rows);
    const bool unchanged = reportFrozen(record, rows, console.out);
    console.out << std::flush;
    if (!unchanged)
        return ExitCode::Changed;
    return stopped ? ExitCode::Interrupted : ExitCode::Ok;
}

} // namespace

ExitCode auditCommand(const std::string& file, RunControl& control, const Console& console) {
    return guarded(console, [&] { return audit(file, control, console); });
}

} // namespace gradewise
