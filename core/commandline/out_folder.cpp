#include "core/commandline/out_folder.h"

#include "core/checkpoint/checkpoint.h"
#include "core/commandline/load.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <new>
#include <unistd.h>

namespace gradewise {

namespace {

namespace fs = std::filesystem;

void make(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    std::error_code other;
    if (!fs::is_directory(folder, other))
        throw FileError(fmt::format("Cannot make the folder '{}': {}.", printablePath(folder),
                                    error ? error.message() : "a file of that name is in the way"));
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw FileError(fmt::format("Cannot write into the folder '{}': there is no permission for that.",
                                    printablePath(folder)));
}

/// A file is there, or a link that leads nowhere yet.
bool isThere(const fs::path& file) {
    std::error_code error;
    return fs::exists(fs::symlink_status(file, error));
}

/// Seconds between attempts to write once more: a disk may be full for a moment only.
constexpr std::array pauses = {0.05, 0.2, 0.75};

void sleep(double seconds) {
    std::timespec time{};
    time.tv_sec = static_cast<std::time_t>(seconds);
    time.tv_nsec = static_cast<long>((seconds - static_cast<double>(time.tv_sec)) * 1e9);
    ::nanosleep(&time, nullptr);
}

/// "results-2026-03-01-120000-4711".
std::string nameElsewhere(const fs::path& folder) {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    std::array<char, 32> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M%S", &parts);
    fs::path name = folder.lexically_normal().filename();
    if (name.empty() || name == "." || name == "..")
        name = "run";
    return fmt::format("{}-{}-{}", name.string(), date.data(), ::getpid());
}

void writeAll(const std::vector<OutFile>& files, const fs::path& folder, OutFolder::Outcome& outcome) {
    make(folder);
    outcome = {};
    outcome.folder = folder;
    for (const OutFile& file : files) {
        try {
            writeFile(folder / file.name, file.text());
            outcome.files.push_back(file.name);
        } catch (const std::bad_alloc&) {
            outcome.trouble += fmt::format("{}There is not enough memory to write {}.",
                                           outcome.trouble.empty() ? "" : " ", file.name);
        }
    }
}

/// Nothing when it worked, or why not.
std::string tryWriting(const std::vector<OutFile>& files, const fs::path& folder,
                       OutFolder::Outcome& outcome) {
    try {
        writeAll(files, folder, outcome);
        return {};
    } catch (const FileError& error) {
        return error.what();
    }
}

} // namespace

OutFolder::OutFolder(const std::string& folder, const std::vector<std::string>& files, OldResults old) {
    if (folder.empty())
        return;
    claim(folder);
    if (old == OldResults::Replace)
        return;
    if (holdsCheckpoint(checkpoint()))
        throw InvalidFile(
            fmt::format("'{}' holds a run that was broken off. 'gradewise-cli run --resume {}' goes "
                        "on with it; --force forgets it and begins anew.",
                        printablePath(folder), printablePath(folder)));
    std::vector<std::string> there;
    for (const std::string& file : files)
        if (isThere(folder_ / file))
            there.push_back(file);
    if (!there.empty())
        throw InvalidFile(fmt::format("'{}' holds results already ({}). --force writes over them; or choose "
                                      "another folder.",
                                      printablePath(folder), fmt::join(there, ", ")));
}

OutFolder OutFolder::ofUnfinished(const std::string& folder) {
    OutFolder unfinished;
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw FileError(fmt::format("There is no folder '{}' to go on in.", printablePath(folder)));
    unfinished.claim(folder);
    if (!holdsCheckpoint(unfinished.checkpoint()))
        throw InvalidFile(
            isThere(unfinished.folder_ / "run.json")
                ? fmt::format("'{}' holds a run that came to its end; there is nothing to go on with.",
                              printablePath(folder))
                : fmt::format("'{}' holds no run that was broken off.", printablePath(folder)));
    return unfinished;
}

void OutFolder::claim(const std::string& folder) {
    folder_ = folder;
    make(folder_);
    lock_ = std::make_unique<FolderLock>(folder_, 1.0);
    sweepParts(folder_);
    sweepParts(checkpoint());
}

OutFolder::Outcome OutFolder::write(const std::vector<OutFile>& files) const {
    Outcome outcome;
    std::string trouble = tryWriting(files, folder_, outcome);
    for (const double pause : pauses) {
        if (trouble.empty())
            return outcome;
        sleep(pause);
        trouble = tryWriting(files, folder_, outcome);
    }
    if (trouble.empty())
        return outcome;
    const fs::path state = stateFolder();
    if (state.empty())
        throw FileError(trouble);
    const std::string again = tryWriting(files, state / nameElsewhere(folder_), outcome);
    if (!again.empty())
        throw FileError(trouble + " " + again);
    outcome.trouble = trouble + (outcome.trouble.empty() ? "" : " ") + outcome.trouble;
    return outcome;
}

} // namespace gradewise
