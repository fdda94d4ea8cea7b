// The part of the benchmarks that is ours: answers one line of JSON for each line it reads, so that
// tests/bench/bench.py can let us and the peer take turns.
//
//   epoch INPUTS LAYERS WIDTH SAMPLES EPOCHS [WORKERS]   an epoch of `adam`, and Eigen's products at that
//   shape plain FILE | watched FILE                  a run alone, or in a session with a taker at 30 Hz pause
//   FILE | stop FILE                     how quickly such a run obeys
#include "core/network/kernels.h"
#include "core/record/json.h"
#include "tests/bench/epoch_bench.h"
#include "tests/bench/session_bench.h"

#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace {

using namespace gradewise;

ExperimentConfig experimentIn(std::istream& words) {
    std::string path;
    words >> path;
    auto document = readDocument(readFile(path));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&document))
        throw std::invalid_argument(describe(*issues));
    return std::get<Experiment>(std::get<Document>(document)).config();
}

std::string answerEpoch(std::istream& words) {
    bench::EpochShape shape{};
    words >> shape.inputs >> shape.layers >> shape.width >> shape.samples >> shape.epochs;
    if (!words || shape.epochs < 1)
        throw std::invalid_argument("epoch wants INPUTS LAYERS WIDTH SAMPLES EPOCHS [WORKERS].");
    if (int workers = 1; words >> workers)
        shape.workers = workers;
    const bench::EpochTimes times = bench::timeEpochs(shape);
    return fmt::format(R"({{"isa": "{}", "epoch": {}, "rate": {}, "productRate": {}}})",
                       kernels::active().instructionSet, times.epoch, times.rate, times.productRate);
}

std::string answerRun(const bench::RunCost& cost) {
    return fmt::format(R"({{"wall": {}, "processor": {}}})", cost.wall, cost.processor);
}

std::string answer(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "epoch")
        return answerEpoch(words);
    if (what == "plain")
        return answerRun(bench::plainRun(experimentIn(words)));
    if (what == "watched")
        return answerRun(bench::watchedRun(experimentIn(words)));
    if (what == "pause")
        return fmt::format(R"({{"seconds": {}}})", bench::secondsToPause(experimentIn(words)));
    if (what == "stop")
        return fmt::format(R"({{"seconds": {}}})", bench::secondsToStop(experimentIn(words)));
    throw std::invalid_argument("'" + what + "' is none of epoch, plain, watched, pause, stop.");
}

} // namespace

int main() {
    try {
        for (std::string line; std::getline(std::cin, line);)
            std::cout << answer(line) << std::endl;
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "gradewise-bench: %s\n", error.what());
        return 1;
    }
}
