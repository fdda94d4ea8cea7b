#include "core/files/files.h"

#include "core/numbers/printable.h"

#include <fmt/core.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <istream>
#include <poll.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gradewise {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largestFile = std::size_t{512} * 1024 * 1024;

[[noreturn]] void fail(std::string_view what, const fs::path& path, int error) {
    switch (error) {
    case ENOENT:
        throw FileError(fmt::format("{} '{}': there is no such file or folder.", what, printablePath(path)));
    case EISDIR:
        throw FileError(fmt::format("{} '{}': this is a folder.", what, printablePath(path)));
    case EACCES:
    case EPERM:
    case EROFS:
        throw FileError(fmt::format("{} '{}': there is no permission for that.", what, printablePath(path)));
    case ENOSPC:
    case EDQUOT:
        throw FileError(fmt::format("{} '{}': the disk is full.", what, printablePath(path)));
    default:
        throw FileError(fmt::format("{} '{}': {}.", what, printablePath(path), std::strerror(error)));
    }
}

[[noreturn]] void failOfSize(std::string_view name) {
    throw FileError(fmt::format("Cannot read '{}': it is larger than {} MiB, which no file of Gradewise is.",
                                name, largestFile >> 20U));
}

/// An open file that is closed on every way out.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    bool good() const { return number_ >= 0; }
    int close() {
        const int result = ::close(number_);
        number_ = -1;
        return result;
    }

private:
    int number_;
};

/// Have writers been there, and gone?
bool hungUp(int pipe) {
    pollfd asked{pipe, POLLIN, 0};
    return ::poll(&asked, 1, 0) > 0 && (asked.revents & POLLHUP) != 0;
}

/// Waits until the pipe has something to read, but not for ever.
void waitForWriter(int pipe, const fs::path& path) {
    constexpr int milliseconds = 10'000;
    pollfd asked{pipe, POLLIN, 0};
    const int ready = ::poll(&asked, 1, milliseconds);
    if (ready < 0 && errno != EINTR)
        fail("Cannot read", path, errno);
    if (ready == 0)
        throw FileError(fmt::format("Cannot read '{}': this is a pipe, and for {} seconds nobody has written "
                                    "into it.",
                                    printablePath(path), milliseconds / 1000));
}

void writeAll(int file, std::string_view text, const fs::path& path) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail("Cannot write", path, errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// What a rename onto the path should replace: the file behind symbolic links.
fs::path realTarget(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error))
        return path;
    const fs::path real = fs::weakly_canonical(path, error);
    return error ? path : real;
}

/// A fresh file beside `path`; the kernel applies the user's mask to its permissions.
int createBeside(const fs::path& path, fs::path& temporary) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        temporary = path;
        temporary += fmt::format(".{}-{}.part", ::getpid(), attempt);
        const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

void syncFolder(const fs::path& path) {
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.good())
        static_cast<void>(::fsync(opened.number())); // some file systems cannot; the file itself is safe
}

void writeInPlace(const fs::path& path, std::string_view text) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.good())
        fail("Cannot write", path, errno);
    writeAll(file.number(), text, path);
    if (file.close() != 0)
        fail("Cannot write", path, errno);
}

void replace(const fs::path& path, std::string_view text, const struct stat* old) {
    fs::path temporary;
    Descriptor file(createBeside(path, temporary));
    if (!file.good())
        fail("Cannot write", path, errno);
    try {
        writeAll(file.number(), text, path);
        if (old != nullptr && ::fchmod(file.number(), old->st_mode & 07777U) != 0)
            fail("Cannot keep the permissions of", path, errno);
        if (::fsync(file.number()) != 0 && errno != EINVAL)
            fail("Cannot write", path, errno);
        if (file.close() != 0 || ::rename(temporary.c_str(), path.c_str()) != 0)
            fail("Cannot write", path, errno);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    syncFolder(path);
}

} // namespace

std::string readFile(const fs::path& path) {
    // Not blocking: a pipe is opened also while nobody writes.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.good())
        fail("Cannot read", path, errno);
    struct stat about {};
    if (::fstat(file.number(), &about) != 0)
        fail("Cannot read", path, errno);
    if (S_ISDIR(about.st_mode))
        fail("Cannot read", path, EISDIR);
    if (S_ISBLK(about.st_mode) || (S_ISCHR(about.st_mode) && ::isatty(file.number()) == 0))
        throw FileError(fmt::format("Cannot read '{}': this is a device and no file.", printablePath(path)));
    std::string text;
    if (S_ISREG(about.st_mode)) {
        if (static_cast<std::size_t>(about.st_size) > largestFile)
            failOfSize(printablePath(path));
        text.reserve(static_cast<std::size_t>(about.st_size));
    }
    std::string chunk(std::size_t{1} << 16U, '\0');
    for (;;) {
        const ssize_t got = ::read(file.number(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno != EAGAIN)
            fail("Cannot read", path, errno);
        // A pipe that nobody has opened for writing ends at once, as one does that was written to its end.
        const bool noWriterYet =
            got == 0 && text.empty() && S_ISFIFO(about.st_mode) && !hungUp(file.number());
        if (got < 0 || noWriterYet) {
            waitForWriter(file.number(), path);
            continue;
        }
        if (got == 0)
            return text;
        if (text.size() + static_cast<std::size_t>(got) > largestFile)
            failOfSize(printablePath(path));
        text.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

std::string readStream(std::istream& stream, std::string_view name) {
    std::string text;
    std::string chunk(std::size_t{1} << 16U, '\0');
    errno = 0;
    while (stream) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        const auto got = static_cast<std::size_t>(stream.gcount());
        if (text.size() + got > largestFile)
            failOfSize(printable(name));
        text.append(chunk.data(), got);
    }
    if (text.empty() && errno == EISDIR) // streams take a folder for an empty file
        fail("Cannot read", fs::path(name), EISDIR);
    return text;
}

void writeFile(const fs::path& path, std::string_view text) {
    const fs::path real = realTarget(path);
    struct stat old {};
    const bool exists = ::stat(real.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        fail("Cannot write", path, EISDIR);
    if (exists && !S_ISREG(old.st_mode))
        writeInPlace(real, text); // a pipe or a device has nothing that could be replaced
    else
        replace(real, text, exists ? &old : nullptr);
}

AppendedFile::~AppendedFile() {
    close();
}

void AppendedFile::close() {
    if (file_ >= 0)
        ::close(file_);
    file_ = -1;
}

void AppendedFile::open(const fs::path& path, std::size_t size) {
    close();
    path_ = path;
    size_ = size;
    file_ = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file_ < 0 || ::ftruncate(file_, static_cast<off_t>(size)) != 0) {
        const int error = errno;
        close();
        fail("Cannot write", path, error);
    }
}

void AppendedFile::begin(const fs::path& path, std::string_view text) {
    writeFile(path, text);
    open(path, text.size());
}

void AppendedFile::goOn(const fs::path& path, std::size_t size) {
    open(path, size);
}

bool AppendedFile::isThere() const {
    struct stat named {};
    struct stat opened {};
    return ::stat(path_.c_str(), &named) == 0 &&
           (file_ < 0 || (::fstat(file_, &opened) == 0 && named.st_dev == opened.st_dev &&
                          named.st_ino == opened.st_ino && named.st_nlink > 0));
}

void AppendedFile::append(std::string_view piece) {
    if (file_ < 0)
        open(path_, size_);
    try {
        writeAll(file_, piece, path_);
    } catch (...) {
        if (::ftruncate(file_, static_cast<off_t>(size_)) != 0)
            close(); // cut when it is opened again
        throw;
    }
    size_ += piece.size();
}

void AppendedFile::sync() {
    if (file_ >= 0 && ::fdatasync(file_) != 0 && errno != EINVAL)
        fail("Cannot write", path_, errno);
}

fs::path stateFolder() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && *state == '/')
        return fs::path(state) / "gradewise";
    const char* home = std::getenv("HOME");
    std::array<char, 4096> texts{};
    passwd entry{};
    passwd* user = nullptr;
    if ((home == nullptr || *home != '/') &&
        ::getpwuid_r(::getuid(), &entry, texts.data(), texts.size(), &user) == 0 && user != nullptr)
        home = user->pw_dir;
    return home != nullptr && *home == '/' ? fs::path(home) / ".local" / "state" / "gradewise" : fs::path();
}

} // namespace gradewise
