// For libFuzzer: one program that reads files and one that reads formulas (GRADEWISE_FUZZ_FORMULAS). A crash,
// a sanitizer's report, too much memory or time, and whatever judgement.h finds wrong end it.
#include "tests/fuzz/judgement.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
#ifdef GRADEWISE_FUZZ_FORMULAS
    const auto judgement = gradewise::fuzz::judgeFormula(text, 1 + size % 3);
#else
    const auto judgement = gradewise::fuzz::judgeFile(text);
#endif
    if (!judgement.problem.empty()) {
        std::fprintf(stderr, "%s\n", judgement.problem.c_str());
        std::abort();
    }
    return 0;
}
