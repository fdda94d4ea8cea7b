// A folder that one process writes into at a time.
#pragma once

#include <filesystem>

namespace gradewise {

/// Holds the lock of a folder as long as it lives. The lock is the system's (flock), so that it ends with the
/// process however that ends; a file `.gradewise-lock` in the folder only gives it a name, and goes with it.
class FolderLock {
public:
    /// Throws FileError, which says who holds it, where another process (or another object of this one) does.
    /// On file systems without locks there is none, and nothing is said. A process that is just ending is
    /// waited for, so many seconds at most.
    explicit FolderLock(const std::filesystem::path& folder, double patience = 0.0);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    std::filesystem::path path_;
    int file_ = -1; ///< its descriptor
};

/// Removes files that killed programs of this machine left half written (`NAME.PID-N.part`). Never throws.
void sweepParts(const std::filesystem::path& folder);

} // namespace gradewise
