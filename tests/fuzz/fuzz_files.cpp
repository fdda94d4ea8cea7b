// Feeds damaged files and formulas to the readers. A case fails when something is refused without a sentence,
// when something accepted does not survive writing and reading, or when it takes seconds; a crash and a
// sanitizer's report end the program by themselves.
//
//     fuzz_files COUNT [SEED]
//     fuzz_files --seeds FOLDER      reads what libFuzzer kept, once each
#include "core/experiment/presets.h"
#include "core/record/json.h"
#include "core/target/gallery.h"
#include "tests/core/trained.h"
#include "tests/fuzz/judgement.h"
#include "tests/fuzz/mutator.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace gradewise;

constexpr double slowSeconds = 20.0; // a hang; a busy machine may take a second or two

struct Tally {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    double slowest = 0.0;
};

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void print(const Tally& tally) {
    std::cout << tally.accepted + tally.refused << " cases: " << tally.accepted << " accepted, "
              << tally.refused << " refused, the slowest took " << tally.slowest << " s\n";
}

[[noreturn]] void fail(std::size_t number, const std::string& what, const std::string& text) {
    std::cerr << "case " << number << ": " << what << "\n---\n" << text << "\n---\n";
    std::exit(1);
}

/// A small experiment with every key, and small runs, so that every reader is reached often.
std::vector<std::string> seedFiles() {
    ExperimentConfig config;
    config.title = "every key";
    config.notes = "notes";
    config.target = {
        TargetConfig::Kind::Formula, "", {"a*sin(3*x) + y", "x*y"}, {{"a", 2}}, {{0, 1}, {-1, 1}}};
    config.samples.train.count = 16;
    config.grades.resize(2);
    for (GradeConfig& grade : config.grades) {
        grade.hidden = {3, 2};
        grade.stop = {2, 60.0, 1e-9, Plateau{}, 3};
        rateOf(grade.solver) = {0.01, 0.001, std::nullopt, 1};
        descentOf(grade.solver)->batchSize = 8;
    }
    rateOf(config.grades[1].solver) = {0.01, std::nullopt, 0.9, 2};
    config.stop = {1e-9, 1e-9, 60.0};
    std::vector<std::string> files;
    for (int i = 0; i < 6; ++i)
        files.push_back(writeExperiment(config));
    files.push_back(writeRun(train(config)));
    config.target = {};
    config.samples.validation.count = 4;
    files.push_back(writeExperiment(config));
    files.push_back(writeRun(train(config)));
    for (const Preset& preset : presets())
        files.push_back(preset.text);
    return files;
}

std::vector<std::string> seedFormulas() {
    std::vector<std::string> formulas = {"x",         "sin(2*pi*x)",       "a*x + b",
                                         "|x - 1/2|", "if(x < 0.5, 0, 1)", "3x^2"};
    for (const GalleryEntry& entry : gallery())
        if (!entry.editableFormula.empty() && entry.editableFormula.size() < 200)
            formulas.push_back(entry.editableFormula);
    return formulas;
}

void tryFile(std::size_t number, const std::string& text, Tally& tally) {
    const fuzz::Judgement judgement = fuzz::judgeFile(text);
    ++(judgement.accepted ? tally.accepted : tally.refused);
    if (!judgement.problem.empty())
        fail(number, judgement.problem, text);
}

void tryFormula(std::size_t number, const std::string& text, std::size_t variables, Tally& tally) {
    const fuzz::Judgement judgement = fuzz::judgeFormula(text, variables);
    ++(judgement.accepted ? tally.accepted : tally.refused);
    if (!judgement.problem.empty())
        fail(number, judgement.problem, text);
}

/// Every file of the folders formula, experiment and run, as libFuzzer's programs read them.
int readSeeds(const std::filesystem::path& folder) {
    Tally tally;
    for (const fuzz::Kind kind : fuzz::allKinds()) {
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder / fuzz::name(kind))) {
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(stream), {}};
            const auto begin = std::chrono::steady_clock::now();
            const fuzz::Judgement judgement = fuzz::judge(kind, text);
            ++(judgement.accepted ? tally.accepted : tally.refused);
            ++files;
            const double seconds = secondsSince(begin);
            tally.slowest = std::max(tally.slowest, seconds);
            if (!judgement.problem.empty() || seconds > slowSeconds) {
                std::cerr << entry.path().string() << ": "
                          << (judgement.problem.empty() ? "took far too long" : judgement.problem) << '\n';
                return 1;
            }
        }
        if (files == 0) {
            std::cerr << "there is no seed of the kind " << fuzz::name(kind) << '\n';
            return 1;
        }
    }
    print(tally);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--seeds")
        return readSeeds(argv[2]);
    const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 3000;
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const auto files = seedFiles();
    const auto formulas = seedFormulas();
    Tally tally;
    for (std::size_t number = 0; number < count; ++number) {
        fuzz::Mutator mutator(seed * 1000000007ULL + number); // each case can be repeated alone
        const auto begin = std::chrono::steady_clock::now();
        if (number % 2 == 0)
            tryFile(number, mutator.mutatedFile(mutator.oneOf(files), files), tally);
        else
            tryFormula(number, mutator.mutatedFormula(mutator.oneOf(formulas), formulas),
                       1 + mutator.below(3), tally);
        const double seconds = secondsSince(begin);
        tally.slowest = std::max(tally.slowest, seconds);
        if (seconds > slowSeconds)
            fail(number, "this case took far too long", "");
    }
    print(tally);
    return tally.accepted > 0 && tally.refused > 0 ? 0 : 1;
}
