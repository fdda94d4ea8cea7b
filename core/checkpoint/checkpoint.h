// What is kept of a run while it goes on, so that a kill costs half a minute and not the run: a folder with
// two files. `grades` grows by a frame a frozen grade; `state` is what the grade in training remembers, where
// it descends, and is replaced now and then. A grade of another solver begins anew; these are short. Numbers
// stand there as bytes, for the same build on the same kind of machine: only there would they go on alike.
#pragma once

#include "core/record/json.h"
#include "core/training/begun_run.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace gradewise {

struct Checkpoint {
    Experiment experiment;
    std::string note;    ///< whatever its owner wants to find again
    std::string program; ///< that wrote it, see programDescription()
    BegunRun begun;      ///< for trainKeeping()
    /// Sentences for people on what was damaged and is not in `begun`.
    std::vector<std::string> remarks = {};

    // For whoever writes on.
    std::uint64_t id = 0;      ///< of the run
    std::size_t goodBytes = 0; ///< of the file `grades`
};

/// "Gradewise 0.1.0 (GCC 12.2.0, x86-64-v4)".
std::string programDescription();

/// Whether the folder is one, readable or not.
bool holdsCheckpoint(const std::filesystem::path& folder);
/// Throws FileError, with a sentence, where nothing of it can be used: it cannot be read, its beginning is
/// damaged, or a newer program wrote it. What is damaged further on is left out.
Checkpoint readCheckpoint(const std::filesystem::path& folder);
/// Its files, and the folder when nothing else lies in it. Never throws; false when something stays.
bool removeCheckpoint(const std::filesystem::path& folder);

} // namespace gradewise
