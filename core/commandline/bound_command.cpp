#include "core/commandline/commands.h"
#include "core/commandline/guarded.h"
#include "core/training/judgement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <ostream>

namespace gradewise {

namespace {

void print(const RunRecord& record, const Target& target, const MultigradeModel& model,
           std::string_view title, const Console& console) {
    const auto begun = std::chrono::steady_clock::now();
    ErrorOverInterval found = largestError(record.config.target, target, model, patientBudget());
    confront(found.error, knownError(PointSets::of(target, record.config), record.config, model));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    console.out << title << describe(found.error, model.grades()) << '\n';
    if (!found.error.reason.empty())
        console.out << found.error.reason << '\n';
    if (found.pieces && !found.pieces->counts.empty())
        console.out << fmt::format("Linear pieces by grade: {}.\n", fmt::join(found.pieces->counts, ", "));
    console.out << fmt::format("Found in {:.3f} s.\n", seconds);
}

} // namespace

ExitCode boundCommand(const std::string& file, const Console& console) {
    return guarded(console, [&] {
        const RunRecord record = loadRun(file, console.in, "bound");
        const Target& target = *record.target;
        if (target.inputs() != 1 || target.outputs() != 1)
            throw InvalidFile(
                fmt::format("{}: the largest error is found for one variable and one output only.", file));
        print(record, target, record.model, "", console);
        if (record.polish)
            print(record, target, record.polish->model, "Joint read-out: ", console);
        return ExitCode::Ok;
    });
}

} // namespace gradewise
