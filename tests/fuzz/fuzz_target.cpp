// For libFuzzer: one program each for formulas, experiments and runs (GRADEWISE_FUZZ_KIND). A crash, a
// sanitizer's report, too much memory or time, and whatever judgement.h finds wrong end it.
#include "tests/fuzz/judgement.h"
#include "tests/fuzz/mutator.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr auto kind = gradewise::fuzz::Kind::GRADEWISE_FUZZ_KIND;

std::string textOf(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

/// The last text that was changed, to take pieces from.
std::string& textBefore() {
    static std::string text = "x";
    return text;
}

} // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using gradewise::fuzz::Kind;
    // The use of a run takes a hundred times as long as its reading.
    const bool onlyRead = kind == Kind::Run && size % 16 != 0;
    const auto judgement = gradewise::fuzz::judge(onlyRead ? Kind::Experiment : kind, textOf(bytes, size));
    if (!judgement.problem.empty()) {
        std::fprintf(stderr, "%s\n", judgement.problem.c_str());
        std::abort();
    }
    return 0;
}

/// libFuzzer's own changes go for the bytes, the mutator's for words and numbers: by turns of chance.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most,
                                               unsigned seed) {
    gradewise::fuzz::Mutator mutator(seed);
    if (mutator.below(2) == 0)
        return LLVMFuzzerMutate(bytes, size, most);
    const std::string text = textOf(bytes, size);
    const std::vector<std::string> others = {text, textBefore()};
    std::string mutated = kind == gradewise::fuzz::Kind::Formula ? mutator.mutatedFormula(text, others)
                                                                 : mutator.mutatedFile(text, others);
    mutated.resize(std::min(mutated.size(), most));
    std::copy(mutated.begin(), mutated.end(), bytes);
    textBefore() = text;
    return mutated.size();
}
