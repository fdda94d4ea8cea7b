// What a command of the command line writes to, and how it ends.
#pragma once

#include <iosfwd>

namespace gradewise {

/// The two streams of a command, so that tests can read what it says.
struct Console {
    std::istream& in;
    std::ostream& out;            ///< results
    std::ostream& error;          ///< progress and complaints
    bool errorIsTerminal = false; ///< a line may be written over
};

/// Exit codes, as documented in resources/manual/command-line.md.
enum class ExitCode : int {
    Ok = 0,
    Failure = 1,       ///< a file cannot be read or written, or an internal failure
    Invalid = 2,       ///< wrong usage, or a file that is not valid
    Diverged = 3,      ///< a loss was no longer finite
    Changed = 4,       ///< an audit found frozen weights that are not those that were frozen
    Interrupted = 130, ///< Ctrl-C; what was trained is kept
};

} // namespace gradewise
