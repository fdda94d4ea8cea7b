#include "core/checkpoint/checkpoint.h"

#include "core/checkpoint/checkpoint_files.h"
#include "core/checkpoint/frames.h"
#include "core/checkpoint/packed_run.h"
#include "core/experiment/version.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>

namespace gradewise {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& folder, std::string_view why) {
    throw FileError(
        fmt::format("What was kept of a run in '{}' cannot be used: {}.", printablePath(folder), why));
}

/// The header, and an empty run of its experiment.
Checkpoint begin(FrameReader& frames, const fs::path& folder) {
    const auto frame = frames.next();
    if (frame && frame->version > checkpointVersion)
        refuse(folder, "a newer Gradewise wrote it");
    const auto header = frame && frame->kind == runFrame ? unpackHeader(frame->content) : std::nullopt;
    if (!header)
        refuse(folder, "its beginning is damaged");
    auto read = readDocument(header->experiment);
    auto* document = std::get_if<Document>(&read);
    auto* experiment = document == nullptr ? nullptr : std::get_if<Experiment>(document);
    if (experiment == nullptr)
        refuse(folder, fmt::format("{} wrote it, and its experiment is not one of {}",
                                   printable(header->program), programDescription()));
    Checkpoint checkpoint{.experiment = std::move(*experiment),
                          .note = header->note,
                          .program = header->program,
                          .begun = BegunRun(),
                          .id = header->id,
                          .goodBytes = frames.goodBytes()};
    checkpoint.begun.run.config = checkpoint.experiment.config();
    return checkpoint;
}

void readGrades(FrameReader& frames, Checkpoint& checkpoint) {
    const Target& target = checkpoint.experiment.target();
    RunRecord& run = checkpoint.begun.run;
    run.model = MultigradeModel(target.inputs(), target.outputs());
    for (const GradeConfig& grade : expandedGrades(checkpoint.experiment.config())) {
        const auto frame = frames.next();
        if (!frame || frame->kind != gradeFrame ||
            !unpackGrade(frame->content, checkpoint.id, grade, target.domain(), run))
            break;
        checkpoint.goodBytes = frames.goodBytes();
    }
    if (checkpoint.goodBytes < frames.size())
        checkpoint.remarks.push_back(fmt::format(
            "What was kept of grade {} is not whole; that grade is trained again.", run.grades.size() + 1));
}

void readState(const fs::path& file, Checkpoint& checkpoint) {
    std::error_code error;
    if (!fs::exists(file, error))
        return;
    BegunRun& begun = checkpoint.begun;
    try {
        FrameReader frames(file);
        const auto frame = frames.next();
        if (frame && frame->kind == stateFrame) {
            unpackState(frame->content, checkpoint.id, begun); // of a grade that is frozen now, say
            return;
        }
    } catch (const FileError&) {
    }
    checkpoint.remarks.push_back(fmt::format(
        "What was kept of the middle of a grade is not whole; grade {} is trained from its beginning.",
        begun.run.grades.size() + 1));
}

} // namespace

std::string programDescription() {
    return fmt::format("Gradewise {} ({})", version, buildDescription());
}

bool holdsCheckpoint(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / gradesFile, error);
}

Checkpoint readCheckpoint(const fs::path& folder) {
    FrameReader frames(folder / gradesFile);
    Checkpoint checkpoint = begin(frames, folder);
    readGrades(frames, checkpoint);
    readState(folder / stateFile, checkpoint);
    return checkpoint;
}

bool removeCheckpoint(const fs::path& folder) {
    std::error_code error;
    bool gone = true;
    for (const std::string_view file : {stateFile, gradesFile}) { // without the second it is none
        fs::remove(folder / file, error);
        gone = gone && !error;
    }
    std::error_code ignored;
    fs::remove(folder, ignored); // something of others may lie in it
    return gone;
}

} // namespace gradewise
