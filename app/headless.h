// Figures and tables of an experiment without a window: trains (or reads a run), writes, says where.
#pragma once

#include "core/commandline/console.h"
#include "core/commandline/out_folder.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gradewise {

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

/// Needs a QApplication. Every failure is a sentence on standard error.
ExitCode runHeadless(const HeadlessOptions& options);

} // namespace gradewise
