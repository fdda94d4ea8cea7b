// Figures and tables of an experiment without a window: trains (or reads a run), writes, says where.
#pragma once

#include "core/commandline/out_folder.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gradewise {

/// What the process answers with; scripts rely on it.
namespace exitCode {
inline constexpr int ok = 0;
inline constexpr int failure = 1; ///< input, output or an internal error
inline constexpr int usage = 2;   ///< of the command line, or a file that is not valid
inline constexpr int diverged = 3;
inline constexpr int interrupted = 130; ///< by Ctrl-C, SIGTERM, SIGHUP; what was trained is written
} // namespace exitCode

struct HeadlessOptions {
    std::string file;    ///< a path, "-" for standard input, or a preset's name
    std::string folder;  ///< where everything goes
    std::string formats; ///< "png,svg,pdf"
    std::optional<std::uint64_t> seed;
    std::optional<std::size_t> grade; ///< figures show the run after that many grades (from 1)
    bool quiet = false;
    bool resume = false; ///< go on with the run of that experiment which was broken off in the folder
    OldResults old = OldResults::Keep; ///< in the folder
};

/// Needs a QApplication. Returns the exit code; every failure is a sentence on standard error.
int runHeadless(const HeadlessOptions& options);

} // namespace gradewise
