#include "core/checkpoint/checkpoint_writer.h"

#include "core/checkpoint/checkpoint_files.h"
#include "core/checkpoint/frames.h"
#include "core/checkpoint/packed_run.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <random>
#include <utility>

namespace gradewise {

namespace {

namespace fs = std::filesystem;
using Seconds = std::chrono::duration<double>;

using Clock = std::chrono::steady_clock;

/// The least pause after writing, times what writing took: on the slowest disk it then takes a tenth of the
/// time.
constexpr double restAfterWriting = 10.0;
/// A power cut may cost so much more than a kill.
constexpr double secondsBetweenSyncs = 1.0;

/// Not one of the run's numbers: it only tells two runs apart.
std::uint64_t freshId() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) ^ device() ^
           static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
}

Clock::time_point after(Clock::time_point begun, double seconds) {
    return begun + std::chrono::duration_cast<Clock::duration>(Seconds(seconds));
}

/// When to write again what took the time since `begun`. Without any pause, as tests want it, at once.
Clock::time_point afterPause(Clock::time_point begun, double seconds) {
    if (seconds <= 0.0)
        return begun;
    const Clock::time_point now = Clock::now();
    return after(now, std::max(seconds, restAfterWriting * Seconds(now - begun).count()));
}

void makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw FileError(
            fmt::format("Cannot make the folder '{}': {}.", printablePath(folder), error.message()));
}

} // namespace

CheckpointWriter::CheckpointWriter(Keeping keeping, const ExperimentConfig& config, RunObserver& next,
                                   Complaint complain)
    : keeping_(std::move(keeping)),
      next_(next),
      complain_(std::move(complain)),
      id_(freshId()),
      experiment_(writeExperiment(config)),
      nextState_(after(Clock::now(), keeping_.seconds)) {
    makeFolder(keeping_.folder);
    grades_.begin(keeping_.folder / gradesFile, header());
}

CheckpointWriter::CheckpointWriter(Keeping keeping, const Checkpoint& begun, RunObserver& next,
                                   Complaint complain)
    : keeping_(std::move(keeping)),
      next_(next),
      complain_(std::move(complain)),
      id_(begun.id),
      experiment_(writeExperiment(begun.experiment.config())),
      written_(begun.begun.run.grades.size()),
      nextState_(after(Clock::now(), keeping_.seconds)) {
    keeping_.note = begun.note;
    grades_.goOn(keeping_.folder / gradesFile, begun.goodBytes);
}

std::string CheckpointWriter::header() const {
    return frameOf(runFrame, pack(PackedHeader{id_, programDescription(), keeping_.note, experiment_}));
}

void CheckpointWriter::frozen(const RunRecord& run) {
    next_.frozen(run);
    if (run.grades.back().status != GradeStatus::Stopped) // would have been trained on
        attempt([&] { writeGrades(run); });
}

bool CheckpointWriter::wantsState() const {
    return Clock::now() >= nextState_ || next_.wantsState();
}

void CheckpointWriter::stateReached(const RunRecord& run, const GradeInProgress& grade) {
    next_.stateReached(run, grade);
    const Clock::time_point begun = Clock::now();
    attempt([&] {
        writeGrades(run);
        writeFile(keeping_.folder / stateFile, frameOf(stateFrame, packState(id_, run, grade)));
    });
    nextState_ = afterPause(begun, keeping_.seconds);
}

/// Those that are not in the file.
void CheckpointWriter::writeGrades(const RunRecord& run) {
    if (!grades_.isThere()) {
        makeFolder(keeping_.folder);
        grades_.begin(keeping_.folder / gradesFile, header());
        written_ = 0;
    }
    for (; written_ < run.grades.size(); ++written_)
        grades_.append(frameOf(gradeFrame, packGrade(id_, run, written_)));
    const Clock::time_point begun = Clock::now();
    if (begun < nextSync_)
        return;
    grades_.sync();
    nextSync_ = afterPause(begun, secondsBetweenSyncs);
}

template <class Write>
void CheckpointWriter::attempt(Write write) {
    std::string trouble;
    try {
        write();
        complained_.clear();
        return;
    } catch (const FileError& error) {
        trouble = error.what();
    } catch (const std::bad_alloc&) {
        trouble = "There is not enough memory to write what the run has come to.";
    }
    if (trouble != complained_)
        complain_(trouble);
    complained_ = std::move(trouble);
}

} // namespace gradewise
