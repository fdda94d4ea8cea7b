// Loaded before a program (LD_PRELOAD): lets one call by which files are written fail, or all from that one
// on.
//   GRADEWISE_FAULT        the call: open, write, fsync, rename, ftruncate, mkdir
//   GRADEWISE_FAULT_AT     which one of them, from 1
//   GRADEWISE_FAULT_EVER   set: all later ones, too
//   GRADEWISE_FAULT_CODE   errno
//   GRADEWISE_FAULT_UNDER  calls that concern files in that folder count
//   GRADEWISE_FAULT_MARK   a file that is made when something was made to fail
#include <climits>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

int seen = 0;

bool isUnder(const char* path) {
    const char* const folder = std::getenv("GRADEWISE_FAULT_UNDER");
    return folder != nullptr && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool isUnder(int file) {
    char name[64];
    char path[PATH_MAX];
    std::snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    const ssize_t length = ::readlink(name, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    return isUnder(path);
}

template <class Where>
bool fails(const char* call, Where where) {
    const char* const wanted = std::getenv("GRADEWISE_FAULT");
    if (wanted == nullptr || std::strcmp(wanted, call) != 0 || !isUnder(where))
        return false;
    const int at = std::atoi(std::getenv("GRADEWISE_FAULT_AT"));
    ++seen;
    if (seen != at && !(seen > at && std::getenv("GRADEWISE_FAULT_EVER") != nullptr))
        return false;
    ::close(static_cast<int>(
        ::syscall(SYS_openat, AT_FDCWD, std::getenv("GRADEWISE_FAULT_MARK"), O_WRONLY | O_CREAT, 0666)));
    errno = std::atoi(std::getenv("GRADEWISE_FAULT_CODE"));
    return true;
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & (O_WRONLY | O_RDWR)) != 0 && fails("open", path))
        return -1;
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

ssize_t write(int file, const void* bytes, size_t count) {
    if (!fails("write", file))
        return ::syscall(SYS_write, file, bytes, count);
    const int error = errno; // a disk that fills takes a part first
    if (count > 1 && seen % 2 == 0)
        ::syscall(SYS_write, file, bytes, count / 2);
    errno = error;
    return -1;
}

int fsync(int file) {
    return fails("fsync", file) ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}

int fdatasync(int file) {
    return fails("fsync", file) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}

int rename(const char* from, const char* to) noexcept {
    return fails("rename", to) ? -1 : static_cast<int>(::syscall(SYS_rename, from, to));
}

int ftruncate(int file, off_t length) noexcept {
    return fails("ftruncate", file) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, length));
}

int mkdir(const char* path, mode_t mode) noexcept {
    return fails("mkdir", path) ? -1 : static_cast<int>(::syscall(SYS_mkdir, path, mode));
}
}
