#include "core/checkpoint/packed_run.h"

#include "core/checkpoint/frames.h"
#include "core/checkpoint/pack.h"
#include "core/experiment/smoothing_rules.h"
#include "core/record/json.h"
#include "core/record/of_grade.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace gradewise {

namespace {

constexpr std::size_t pointBytes = 7 * sizeof(double);
constexpr std::size_t curvatureBytes = 8 * sizeof(double);

/// The history and the curvature of one grade.
void addHistory(Packer& packer, const RunRecord& run, std::size_t grade) {
    const auto number = static_cast<Index>(grade);
    const auto points = ofGrade(run.history, number);
    const auto curvature = ofGrade(run.curvature, number);
    // Millions of epochs are long: they are held once more, and no third time.
    packer.makeRoom(points.size() * pointBytes + curvature.size() * curvatureBytes +
                    2 * sizeof(std::uint64_t) + longestFrameLine);
    packer.add(static_cast<std::uint64_t>(points.size()));
    for (const HistoryPoint& point : points) {
        packer.add(point.grade);
        packer.add(point.epoch);
        for (const double value :
             {point.seconds, point.trainRelativeL2, point.validationRelativeL2, point.rate, point.gap})
            packer.add(value);
    }
    packer.add(static_cast<std::uint64_t>(curvature.size()));
    for (const CurvaturePoint& point : curvature) {
        const Curvature& seen = point.curvature;
        packer.add(point.grade);
        packer.add(point.epoch);
        for (const double value : {seen.largest, seen.least, seen.largestError, seen.leastError, seen.rate})
            packer.add(value);
        packer.add(seen.products);
    }
}

struct History {
    std::vector<HistoryPoint> points;
    std::vector<CurvaturePoint> curvature;

    bool isOf(std::size_t grade) const {
        const auto is = [grade](const auto& point) { return point.grade == static_cast<Index>(grade); };
        return std::ranges::all_of(points, is) && std::ranges::all_of(curvature, is);
    }
    void appendTo(RunRecord& run) && {
        std::ranges::move(points, std::back_inserter(run.history));
        std::ranges::move(curvature, std::back_inserter(run.curvature));
    }
};

History readHistory(Unpacker& unpacker) {
    History history;
    history.points.resize(unpacker.readCount(pointBytes));
    for (HistoryPoint& point : history.points) {
        unpacker.read(point.grade);
        unpacker.read(point.epoch);
        for (double* const value :
             {&point.seconds, &point.trainRelativeL2, &point.validationRelativeL2, &point.rate, &point.gap})
            unpacker.read(*value);
    }
    history.curvature.resize(unpacker.readCount(curvatureBytes));
    for (CurvaturePoint& point : history.curvature) {
        Curvature& seen = point.curvature;
        unpacker.read(point.grade);
        unpacker.read(point.epoch);
        for (double* const value :
             {&seen.largest, &seen.least, &seen.largestError, &seen.leastError, &seen.rate})
            unpacker.read(*value);
        unpacker.read(seen.products);
    }
    return history;
}

/// Both directions of what descent remembers, in one order.
template <class Packing, class State>
void pass(Packing& packing, State& state) {
    const auto each = [&packing](auto&... parts) {
        if constexpr (std::is_same_v<Packing, Packer>)
            (packing.add(parts), ...);
        else
            (packing.read(parts), ...);
    };
    each(state.epochs, state.inEpoch, state.passed, state.squares, state.seconds, state.shuffling,
         state.order, state.parameters, state.lastFinite, state.calm, state.first, state.second, state.power1,
         state.power2, state.best, state.bestValidation, state.validation);
    each(state.rules.bestValidation, state.rules.sinceBest, state.rules.losses, state.rules.seen);
}

} // namespace

std::string pack(const PackedHeader& header) {
    Packer packer;
    packer.add(header.id);
    packer.add(header.program);
    packer.add(header.note);
    packer.add(header.experiment);
    return packer.packed();
}

std::optional<PackedHeader> unpackHeader(std::string_view bytes) {
    Unpacker unpacker(bytes);
    PackedHeader header;
    unpacker.read(header.id);
    unpacker.read(header.program);
    unpacker.read(header.note);
    unpacker.read(header.experiment);
    return unpacker.done() ? std::optional(std::move(header)) : std::nullopt;
}

std::string packGrade(std::uint64_t id, const RunRecord& run, std::size_t grade) {
    Packer packer;
    packer.add(id);
    packer.add(static_cast<std::uint64_t>(grade));
    packer.add(run.seconds);
    packer.add(writeGrade(run.grades[grade], run.config.samples));
    packer.add(run.model.grade(grade).block.parameters());
    addHistory(packer, run, grade);
    return packer.packed();
}

bool unpackGrade(std::string_view bytes, std::uint64_t id, const GradeConfig& config, const Domain& domain,
                 RunRecord& run) {
    Unpacker unpacker(bytes);
    std::uint64_t itsId = 0;
    std::uint64_t number = 0;
    double seconds = 0.0;
    std::string text;
    Vector parameters;
    unpacker.read(itsId);
    unpacker.read(number);
    unpacker.read(seconds);
    unpacker.read(text);
    unpacker.read(parameters);
    History history = readHistory(unpacker);
    if (!unpacker.done() || itsId != id || number != run.grades.size() || !history.isOf(run.grades.size()))
        return false;
    auto record = readGrade(text, config);
    Block block(BlockShape{run.model.nextInputs(), config.hidden, run.model.outputs(), config.activation});
    if (!record || parameters.size() != block.parameters().size())
        return false;
    block.parameters() = std::move(parameters);
    if (record->audit && record->audit->hash != block.hash())
        return false;
    run.model.append({std::move(block), config.carry, smoothingOf(config, domain)});
    run.grades.push_back(*std::move(record));
    std::move(history).appendTo(run);
    run.seconds = seconds;
    return true;
}

std::string packState(std::uint64_t id, const RunRecord& run, const GradeInProgress& grade) {
    Packer packer;
    packer.add(id);
    packer.add(static_cast<std::uint64_t>(run.grades.size()));
    packer.add(grade.begun);
    packer.add(grade.seconds);
    pass(packer, grade.descent);
    packer.add(grade.watch.spent);
    packer.add(grade.watch.next.value_or(0));
    packer.add(grade.watch.ends);
    addHistory(packer, run, run.grades.size());
    return packer.packed();
}

bool unpackState(std::string_view bytes, std::uint64_t id, BegunRun& begun) {
    Unpacker unpacker(bytes);
    std::uint64_t itsId = 0;
    std::uint64_t number = 0;
    GradeInProgress grade;
    unpacker.read(itsId);
    unpacker.read(number);
    unpacker.read(grade.begun);
    unpacker.read(grade.seconds);
    pass(unpacker, grade.descent);
    unpacker.read(grade.watch.spent);
    Index next = 0; // where no epoch is to be measured after
    unpacker.read(next);
    if (next > 0)
        grade.watch.next = next;
    unpacker.read(grade.watch.ends);
    History history = readHistory(unpacker);
    if (!unpacker.done() || itsId != id || number != begun.run.grades.size() ||
        !history.isOf(begun.run.grades.size()))
        return false;
    std::move(history).appendTo(begun.run);
    begun.grade = std::move(grade);
    return true;
}

} // namespace gradewise
