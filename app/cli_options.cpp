#include "app/cli_options.h"

#include "app/options.h"
#include "core/experiment/version.h"

#include <span>

namespace gradewise {

namespace {

template <class Enum>
std::vector<std::string> names(std::span<const Enum> all) {
    std::vector<std::string> texts;
    for (const Enum one : all)
        texts.emplace_back(name(one));
    return texts;
}

constexpr const char* fileHelp = "An experiment or run file, - for standard input, or the name of a preset";

void describeRun(CLI::App& app, Typed& typed) {
    CLI::App* run = app.add_subcommand("run", "Train an experiment, or go on with a run that was broken off");
    auto* file = run->add_option("FILE", typed.run.file, fileHelp);
    auto* out = addOut(
        run, typed.run.folder,
        "Folder for run.json, history.csv, grades.csv and curves.csv (made if needed); meanwhile the run "
        "is kept there, so that it can be gone on with");
    auto* seed = addSeed(run, typed.run.seed, "Seed of all random numbers, instead of the file's");
    auto* resume = run->add_option_function<std::string>(
        "--resume",
        [&typed](const std::string& folder) {
            typed.run.folder = folder;
            typed.run.resume = true;
        },
        "Go on with the run that was broken off in that folder (in place of FILE and --out): its numbers are "
        "those of a run that was not");
    resume->type_name("DIR")->check(named("a folder"))->excludes(file)->excludes(out)->excludes(seed);
    addForce(
        run, typed.run.old,
        "Write over results in the folder and forget an unfinished run there; with --resume: go on with a "
        "run of another build");
    run->add_option("--checkpoint", typed.run.secondsBetween,
                    "Seconds after which a long grade of adam or gd is kept in the folder again")
        ->check(CLI::Range(0.0, 86400.0))
        ->capture_default_str();
    run->add_option("--grid", typed.run.grid,
                    "Points an axis of curves.csv (default 2001, 101, 31 in 1, 2, 3-D)");
    run->add_option("--threads", typed.run.threads,
                    "Threads for a step of adam and gd; the numbers are the same with either")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    run->add_option("--progress", typed.progress,
                    "text: lines for people; json: one object a line on standard output; none")
        ->check(CLI::IsMember(names(allOf<ProgressMode>())))
        ->capture_default_str();

    run->callback([&typed] {
        if (!typed.run.resume && typed.run.file.empty())
            throw CLI::RequiredError("FILE");
    });
}

void describeDuel(CLI::App& app, Typed& typed) {
    CLI::App* duel = app.add_subcommand(
        "duel", "Train grade by grade and, as deep, end to end under an equal budget, and compare");
    duel->add_option("FILE", typed.duel.file, fileHelp)->required();
    addOut(duel, typed.duel.folder, "Folder for duel.json and duel.csv (made if needed)");
    addForce(duel, typed.duel.old);
    duel->add_option("--seeds", typed.duel.seeds, "How many seeds, from the file's on")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addSeed(duel, typed.duel.seed, "The first seed, instead of the file's");
    duel->add_option(
            "--equal", typed.equal,
            "work: as many multiply-adds; parameters: as many weights and epochs; time: as many seconds")
        ->check(CLI::IsMember(names(allOf<DuelBudget>())))
        ->capture_default_str();
}

void describeReproduce(CLI::App& app, Typed& typed) {
    CLI::App* reproduce = app.add_subcommand(
        "reproduce",
        "Train a published experiment over several seeds and print published errors beside ours");
    reproduce->add_option("ID", typed.reproduce.id, "X1, F2q, W1, S1 … or the name of its preset")
        ->required();
    addOut(reproduce, typed.reproduce.folder, "Folder for reproduce.json and reproduce.csv (made if needed)");
    addForce(reproduce, typed.reproduce.old);
    reproduce->add_option("--seeds", typed.reproduce.seeds, "How many seeds, from the preset's on")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addSeed(reproduce, typed.reproduce.seed, "The first seed, instead of the preset's");
    reproduce->add_option("--scale", typed.reproduce.scale,
                          "Share of the published epochs, for instance 0.1 (default: as in the preset)");
}

void describeSweep(CLI::App& app, Typed& typed) {
    CLI::App* sweep = app.add_subcommand(
        "sweep", "Train with one learning rate after another and show the error after each grade");
    sweep->add_option("FILE", typed.sweep.file, fileHelp)->required();
    addOut(sweep, typed.sweep.folder, "Folder for sweep.json and sweep.csv (made if needed)");
    addForce(sweep, typed.sweep.old);
    sweep->add_option("--from", typed.sweep.low, "Smallest learning rate")->capture_default_str();
    sweep->add_option("--to", typed.sweep.high, "Largest learning rate")->capture_default_str();
    sweep->add_option("--rates", typed.sweep.rates, "How many, equally far apart on a logarithmic scale")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    sweep->add_option("--seeds", typed.sweep.seeds, "How many seeds each, from the file's on")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addSeed(sweep, typed.sweep.seed, "The first seed, instead of the file's");
}

void describeSmooth(CLI::App& app, Typed& typed) {
    CLI::App* smooth = app.add_subcommand(
        "smooth", "Search, run by run, how much to smooth each grade's contribution (a long job)");
    smooth->add_option("FILE", typed.smooth.file, fileHelp)->required();
    addOut(smooth, typed.smooth.folder,
           "Folder for experiment.json, smoothing.json and smoothing.csv (made if needed)");
    addForce(smooth, typed.smooth.old);
    smooth
        ->add_option("--grades", typed.smooth.search.grades,
                     "How many grades, from the first on (default: all)")
        ->check(CLI::Range(1, 4096));
    smooth->add_flag("--common", typed.smooth.search.common,
                     "One sigma for all these grades together, in place of one after another");
    smooth
        ->add_option("--iterations", typed.smooth.search.iterations,
                     "Of each golden-section search, which takes two runs more")
        ->check(CLI::Range(1, 60))
        ->capture_default_str();
    smooth->add_option("--from", typed.smooth.search.low, "Smallest sigma (default: as published)");
    smooth->add_option("--to", typed.smooth.search.high, "Largest sigma (default: as published)");
    addSeed(smooth, typed.smooth.seed, "Seed of all random numbers, instead of the file's");
}

} // namespace

void describeCommands(CLI::App& app, Typed& typed) {
    app.require_subcommand(1);
    app.set_version_flag("--version", "gradewise-cli " + std::string(version));
    app.footer(
        "Exit codes: 0 fine, 1 a file cannot be read or written or an internal failure, 2 wrong usage or "
        "an invalid file, 3 the training diverged, 4 frozen weights have changed, 130 interrupted by "
        "Ctrl-C, SIGTERM or SIGHUP (what was trained is kept).");

    describeRun(app, typed);
    describeDuel(app, typed);
    describeReproduce(app, typed);
    describeSweep(app, typed);
    describeSmooth(app, typed);

    CLI::App* audit = app.add_subcommand(
        "audit", "Check every grade of a finished run: what holds, what is violated, what does not apply");
    audit->add_option("FILE", typed.file, "A run file (run.json), or - for standard input")->required();

    CLI::App* bound = app.add_subcommand(
        "bound", "Find the largest error of a run over its whole interval, proved where possible");
    bound->add_option("FILE", typed.file, "A run file, or - for standard input")->required();

    CLI::App* validate =
        app.add_subcommand("validate", "Say whether a file is valid, and everything that is not");
    validate->add_option("FILE", typed.file, fileHelp)->required();

    CLI::App* list = app.add_subcommand("list", "Show what can be chosen");
    list->add_option("WHAT", typed.listing, "targets, presets, solvers, activations or functions")
        ->required()
        ->check(CLI::IsMember(names(allOf<Listing>())));
    list->add_flag("--json", typed.json, "As JSON");

    app.add_subcommand("help", "Show a page of the manual, or without a topic the list of pages")
        ->add_option("TOPIC", typed.topic, "solvers, experiment-file, solvers#varpro, varpro …");

    app.add_subcommand("show", "Print the file of a preset")
        ->add_option("PRESET", typed.preset, "Name of a preset")
        ->required();
}

} // namespace gradewise
