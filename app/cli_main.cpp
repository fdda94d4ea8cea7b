// gradewise-cli: the same runs as in the window, without a window.
#include "app/cli_options.h"
#include "app/guarded_main.h"
#include "app/interrupt.h"
#include "core/files/words.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

using namespace gradewise;

/// As wide as the terminal is, up to what is read with ease; plain where no terminal shows it.
TerminalStyle terminalStyle() {
    constexpr std::size_t widest = 100;
    TerminalStyle style;
    const bool terminal = ::isatty(STDOUT_FILENO) == 1;
    winsize size{};
    if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0)
        style.columns = static_cast<std::size_t>(std::atoi(columns));
    else if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.columns = size.ws_col;
    style.columns = std::min(style.columns, widest);
    style.styled = terminal && std::getenv("NO_COLOR") == nullptr;
    return style;
}

ExitCode execute(const CLI::App& app, Typed& typed) {
    const Console console{std::cin, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
    InterruptControl control;
    if (app.got_subcommand("run") || app.got_subcommand("duel") || app.got_subcommand("reproduce") ||
        app.got_subcommand("sweep") || app.got_subcommand("smooth") || app.got_subcommand("audit"))
        catchInterrupts();
    if (app.got_subcommand("duel")) {
        typed.duel.budget = *fromName<DuelBudget>(typed.equal);
        return duelCommand(typed.duel, control, console);
    }
    if (app.got_subcommand("reproduce"))
        return reproduceCommand(typed.reproduce, control, console);
    if (app.got_subcommand("sweep"))
        return sweepCommand(typed.sweep, control, console);
    if (app.got_subcommand("smooth"))
        return smoothCommand(typed.smooth, control, console);
    if (app.got_subcommand("run")) {
        typed.run.progress = *fromName<ProgressMode>(typed.progress);
        return runCommand(typed.run, control, console);
    }
    if (app.got_subcommand("audit"))
        return auditCommand(typed.file, control, console);
    if (app.got_subcommand("bound"))
        return boundCommand(typed.file, console);
    if (app.got_subcommand("validate"))
        return validateCommand(typed.file, console);
    if (app.got_subcommand("list"))
        return listCommand(*fromName<Listing>(typed.listing), typed.json, console);
    if (app.got_subcommand("help"))
        return helpCommand(fmt::format("{}", fmt::join(typed.topic, " ")), terminalStyle(), console);
    return showCommand(typed.preset, console);
}

/// The library asks for a command where one was misspelt.
bool complainOfUnknownCommand(const CLI::App& app) {
    const std::vector<std::string> words = app.remaining();
    if (words.empty() || !app.get_subcommands().empty())
        return false;
    std::vector<std::string> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        commands.push_back(command->get_name());
    const std::string near = closestWord(words.front(), commands);
    std::cerr << fmt::format("There is no command '{}'{} Run with --help for all commands.\n",
                             printable(words.front()),
                             near.empty() ? "." : fmt::format("; did you mean '{}'?", near));
    return true;
}

int work(int argc, char** argv) {
    CLI::App app("Gradewise learns a function grade by grade.", "gradewise-cli");
    Typed typed;
    describeCommands(app, typed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (!complainOfUnknownCommand(app))
            app.exit(error);
        return error.get_exit_code() == 0 ? 0 : static_cast<int>(ExitCode::Invalid);
    }
    const ExitCode code = execute(app, typed);
    if (std::cout.flush() || nobodyReads()) // who wanted no more need not be told
        return static_cast<int>(code);
    std::cerr << "The standard output cannot be written to, so that something is missing there; is the disk "
                 "full?\n";
    return static_cast<int>(ExitCode::Failure);
}

} // namespace

int main(int argc, char** argv) {
    return guardedMain("gradewise-cli", [&] { return work(argc, argv); });
}
