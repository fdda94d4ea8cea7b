// What is typed after gradewise-cli: its commands, their options, and their help.
#pragma once

#include "core/commandline/commands.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace gradewise {

/// The options of all commands; those of the one that was typed count.
struct Typed {
    RunOptions run;
    DuelOptions duel;
    ReproduceOptions reproduce;
    SweepOptions sweep;
    SmoothOptions smooth;
    std::string equal = "work";
    std::string progress = "text";
    std::string file;
    std::string listing;
    std::string preset;
    std::vector<std::string> topic;
    bool json = false;
};

/// Adds all commands to the parser, which writes what it reads into `typed`.
void describeCommands(CLI::App& app, Typed& typed);

} // namespace gradewise
