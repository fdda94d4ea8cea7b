#include "core/checkpoint/folder_lock.h"

#include "core/files/files.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gradewise {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view lockName = ".gradewise-lock";
constexpr std::string_view partEnding = ".part";

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "?";
}

/// What the holder wrote into it.
std::string holderOf(int file) {
    std::array<char, 512> text{};
    const ssize_t got = ::pread(file, text.data(), text.size() - 1, 0);
    return got > 0 ? std::string(text.data(), static_cast<std::size_t>(got)) : "another process";
}

/// Whether the name still leads to the open file.
bool isNamed(int file, const fs::path& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// PID of "run.json.PID-N.part"; 0 for another name.
int writerOf(std::string_view name) {
    if (!name.ends_with(partEnding))
        return 0;
    name.remove_suffix(partEnding.size());
    const std::size_t dot = name.rfind('.');
    const std::size_t dash = name.rfind('-');
    if (dot == std::string_view::npos || dash == std::string_view::npos || dash < dot)
        return 0;
    int pid = 0;
    const auto [end, error] = std::from_chars(name.data() + dot + 1, name.data() + dash, pid);
    return error == std::errc() && end == name.data() + dash ? pid : 0;
}

bool isGone(int pid) {
    return ::kill(pid, 0) != 0 && errno == ESRCH;
}

} // namespace

FolderLock::FolderLock(const fs::path& folder, double patience) : path_(folder / lockName) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(patience);
    for (;;) {
        file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file_ < 0)
            throw FileError(fmt::format("Cannot write into the folder '{}': {}.", printablePath(folder),
                                        std::strerror(errno)));
        if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK)
                return; // this file system knows no locks
            const std::string holder = holderOf(file_);
            ::close(file_);
            if (std::chrono::steady_clock::now() < until) {
                const std::timespec pause{0, 20'000'000};
                ::nanosleep(&pause, nullptr);
                continue;
            }
            throw FileError(
                fmt::format("The folder '{}' is being written into by another Gradewise ({}). Wait "
                            "until that one is done, or choose another folder.",
                            printablePath(folder), printable(holder)));
        }
        if (isNamed(file_, path_)) {
            const std::string text = fmt::format("process {} on {}", ::getpid(), hostName());
            if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, text.data(), text.size(), 0) < 0)
                errno = 0; // the name of the holder is all that is missing
            return;
        }
        ::close(file_); // the holder removed it between our opening and locking it
    }
}

FolderLock::~FolderLock() {
    if (file_ < 0)
        return;
    if (isNamed(file_, path_))
        ::unlink(path_.c_str());
    ::close(file_);
}

void sweepParts(const fs::path& folder) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const int pid = writerOf(entry->path().filename().string());
        std::error_code ignored;
        if (pid > 0 && isGone(pid) && entry->is_regular_file(ignored))
            fs::remove(entry->path(), ignored);
    }
}

} // namespace gradewise
