#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/commandline/text_table.h"
#include "core/cost/multiply_adds.h"
#include "core/experiment/presets.h"
#include "core/experiment/remarks.h"
#include "core/files/json_layout.h"
#include "core/files/words.h"
#include "core/formula/operation.h"
#include "core/numbers/name_table.h"
#include "core/numbers/printable.h"
#include "core/solver/solver.h"
#include "core/target/formula_remarks.h"
#include "core/target/gallery.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cmath>
#include <ostream>

namespace gradewise {

namespace {

constexpr auto listings = nameTable<Listing>({
    {Listing::Targets, "targets"},
    {Listing::Presets, "presets"},
    {Listing::Solvers, "solvers"},
    {Listing::Activations, "activations"},
    {Listing::Functions, "functions"},
});
static_assert(listings.isWhole());

/// A list of things: titles and one row each.
struct Table {
    std::vector<std::string> keys;
    std::vector<std::vector<std::string>> rows;
};

std::string domainText(const Domain& domain) {
    std::vector<std::string> intervals;
    for (const Interval& interval : domain)
        intervals.push_back(fmt::format("[{}, {}]", interval.low, interval.high));
    return fmt::format("{}", fmt::join(intervals, " × "));
}

Table targets() {
    Table table{{"id", "family", "domain", "name", "formula"}, {}};
    for (const GalleryEntry& entry : gallery())
        table.rows.push_back({entry.id, std::string(displayName(entry.family)), domainText(entry.domain),
                              entry.name, entry.formula});
    return table;
}

Table presetTable() {
    Table table{{"id", "title"}, {}};
    for (const Preset& preset : presets())
        table.rows.push_back({preset.id, preset.title});
    return table;
}

template <class Values>
Table named(const Values& values) {
    Table table{{"id", "name"}, {}};
    for (const auto value : values)
        table.rows.push_back({std::string(name(value)), std::string(displayName(value))});
    return table;
}

Table solvers() {
    Table table{{"id", "name"}, {}};
    for (const Solver* const solver : allSolvers())
        table.rows.push_back({std::string(solver->name()), std::string(solver->displayName())});
    return table;
}

Table functions() {
    Table table{{"id", "values", "meaning"}, {}};
    for (const Operation& function : knownFunctions())
        table.rows.push_back({std::string(function.name),
                              function.most == anyNumber ? "any" : std::to_string(function.most),
                              std::string(function.help)});
    return table;
}

Table tableOf(Listing listing) {
    switch (listing) {
    case Listing::Targets:
        return targets();
    case Listing::Presets:
        return presetTable();
    case Listing::Solvers:
        return solvers();
    case Listing::Activations:
        return named(allOf<Activation>());
    case Listing::Functions:
        return functions();
    }
    return {};
}

std::string asJson(const Table& table) {
    Json list = Json::array();
    for (const auto& row : table.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i)
            object[table.keys[i]] = row[i];
        list.push_back(std::move(object));
    }
    return layoutJson(list);
}

std::string asText(const Table& table) {
    std::vector<TextColumn> columns;
    for (const std::string& key : table.keys)
        columns.push_back({key});
    return textTable(columns, table.rows);
}

std::string recordSummary(const RunRecord& record) {
    const Metrics& train = (record.grades.empty() ? record.before : record.grades.back().metrics).train;
    const bool absolute = std::isnan(train.rse); // labels that vanish have no relative error
    return fmt::format("valid run record, {}: {} grade(s), {} parameters, train {} {:.3e}",
                       name(record.status), record.grades.size(), record.model.parameterCount(),
                       absolute ? "MSE" : "RSE", absolute ? train.mse : train.rse);
}

std::string remarksText(const Experiment& experiment) {
    std::string text;
    for (const std::string& remark : remarksOn(experiment))
        text += '\n' + remark;
    return text;
}

const ExperimentConfig& configOf(const Document& document) {
    if (const auto* record = std::get_if<RunRecord>(&document))
        return record->config;
    return std::get<Experiment>(document).config();
}

std::string summary(const Document& document) {
    if (const auto* record = std::get_if<RunRecord>(&document))
        return recordSummary(*record);
    const auto& experiment = std::get<Experiment>(document);
    const ExperimentConfig& config = experiment.config();
    return fmt::format("valid experiment: {} grade(s), {} training samples", expandedGrades(config).size(),
                       trainingSamples(config)) +
           remarksText(experiment);
}

} // namespace

template <>
Names<Listing> namesOf<Listing>() {
    return listings;
}

ExitCode validateCommand(const std::string& file, const Console& console) {
    return guarded(console, [&] {
        const Document document = loadDocument(file, console.in);
        const std::string name = printable(file);
        console.out << name << ": " << summary(document) << '\n';
        const TargetConfig target = configOf(document).target;
        for (const std::string& remark : readingRemarks(target))
            console.out << name << ": " << printable(remark, 4000) << '\n';
        warnOfMissingValues(target, console);
        return ExitCode::Ok;
    });
}

ExitCode listCommand(Listing listing, bool json, const Console& console) {
    const Table table = tableOf(listing);
    console.out << (json ? asJson(table) : asText(table));
    return ExitCode::Ok;
}

ExitCode showCommand(const std::string& preset, const Console& console) {
    if (const Preset* found = findPreset(preset)) {
        console.out << found->text;
        return ExitCode::Ok;
    }
    std::vector<std::string> ids;
    for (const Preset& one : presets())
        ids.push_back(one.id);
    const std::string near = closestWord(preset, ids);
    console.error << fmt::format("There is no preset '{}'{} Presets: {}.\n", printable(preset),
                                 near.empty() ? "." : fmt::format("; did you mean '{}'?", near),
                                 fmt::join(ids, ", "));
    return ExitCode::Invalid;
}

} // namespace gradewise
