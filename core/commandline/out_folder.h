// The folder that a command writes its results into: made before the work, locked while it goes on, and never
// written over unasked. What cannot be written there in the end goes elsewhere rather than nowhere.
#pragma once

#include "core/checkpoint/folder_lock.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gradewise {

/// One file of results. Its text is only made when it is written.
struct OutFile {
    std::string name;
    std::function<std::string()> text;
};

/// Whether results and unfinished runs in a folder may be written over.
enum class OldResults { Keep, Replace };

class OutFolder {
public:
    /// With no folder, an empty name, nothing is written and everything else is as well. Throws FileError
    /// where it cannot be written into, or another process writes; InvalidFile where OldResults::Keep would
    /// lose one of the files named.
    OutFolder(const std::string& folder, const std::vector<std::string>& files, OldResults old);
    /// The same for a run that was broken off in that folder and is gone on with.
    static OutFolder ofUnfinished(const std::string& folder);

    bool given() const { return !folder_.empty(); }
    const std::filesystem::path& path() const { return folder_; }
    /// Where a run is kept while it goes on.
    std::filesystem::path checkpoint() const { return folder_ / "checkpoint"; }

    /// What came of writing.
    struct Outcome {
        std::vector<std::string> files;
        std::filesystem::path folder; ///< where they lie
        std::string trouble;          ///< sentences on what went wrong; empty where nothing did
    };
    /// Writes all files: each into the folder, which is made again where it is gone; if that cannot be, all
    /// of them into the user's state folder. Memory that runs out costs the file alone. Throws FileError
    /// where nothing could be written anywhere.
    Outcome write(const std::vector<OutFile>& files) const;

private:
    OutFolder() = default;
    void claim(const std::string& folder);

    std::filesystem::path folder_;
    std::unique_ptr<FolderLock> lock_;
};

} // namespace gradewise
