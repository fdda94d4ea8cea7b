// Options that both programs have.
#pragma once

#include "core/commandline/out_folder.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace gradewise {

/// --seed. The text is read here, since the library would turn -1 and numbers beyond 2^64 into other seeds.
CLI::Option* addSeed(CLI::App* command, std::optional<std::uint64_t>& seed, const std::string& help);

/// --out. An empty name, as of a variable that is not set, would throw away what a long training gave.
CLI::Option* addOut(CLI::App* command, std::string& folder, const std::string& help);

/// --force: what a folder holds already may be written over.
CLI::Option* addForce(CLI::App* command, OldResults& old,
                      const std::string& help = "Write over results in the folder");

/// Refuses an empty text as the name of a `thing`: "a folder".
CLI::Validator named(const std::string& thing);

} // namespace gradewise
