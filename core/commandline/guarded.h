// What commands share: folders they write into, and the edge at which exceptions become sentences.
#pragma once

#include "core/commandline/console.h"
#include "core/commandline/load.h"

#include <exception>
#include <filesystem>
#include <new>
#include <ostream>

namespace gradewise {

/// Makes the folder before the training, so that no long run ends with nowhere to go. Throws FileError.
void prepareFolder(const std::filesystem::path& folder);

/// Runs a command; what it throws becomes a sentence and an exit code.
template <class Command>
ExitCode guarded(const Console& console, Command command) {
    try {
        return command();
    } catch (const InvalidFile& problem) {
        console.error << problem.what() << '\n';
        return ExitCode::Invalid;
    } catch (const std::bad_alloc&) {
        console.error << "There is not enough memory for this.\n";
        return ExitCode::Failure;
    } catch (const std::exception& problem) {
        console.error << problem.what() << '\n';
        return ExitCode::Failure;
    }
}

} // namespace gradewise
