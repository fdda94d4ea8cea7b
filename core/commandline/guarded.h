// What commands share at their ends: where exceptions become sentences, and how it is said what was written.
#pragma once

#include "core/commandline/console.h"
#include "core/commandline/load.h"
#include "core/commandline/out_folder.h"
#include "core/files/failure.h"

#include <exception>
#include <ostream>
#include <stdexcept>
#include <string_view>

namespace gradewise {

/// Runs a command; what it throws becomes a sentence, after `speaker`, and an exit code.
template <class Command>
ExitCode guarded(const Console& console, Command command, std::string_view speaker = {}) {
    try {
        return command();
    } catch (const InvalidFile& problem) {
        console.error << speaker << problem.what() << '\n';
        return ExitCode::Invalid;
    } catch (const std::invalid_argument& problem) { // an experiment that cannot be run, say with that seed
        console.error << speaker << problem.what() << '\n';
        return ExitCode::Invalid;
    } catch (...) {
        console.error << speaker << failureSentence(std::current_exception()) << '\n';
        return ExitCode::Failure;
    }
}

/// Writes the files of a command that ends with `code`, and says where they lie on the error stream. What is
/// not where it was wanted is a failure. Nothing is done, nor said, without a folder.
ExitCode writeOut(const OutFolder& out, const std::vector<OutFile>& files, ExitCode code,
                  const Console& console);
/// "Written to DIR: run.json, history.csv." or what went wrong and where they lie instead.
std::string describe(const OutFolder::Outcome& outcome);

} // namespace gradewise
