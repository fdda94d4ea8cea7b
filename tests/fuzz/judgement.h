// What must hold of any text that is read as an experiment, as a run or as a formula.
#pragma once

#include <cstddef>
#include <string>

namespace gradewise::fuzz {

struct Judgement {
    bool accepted = false;
    std::string problem; ///< empty when all is well
};

/// A file is refused with places and sentences, or it survives writing and reading.
Judgement judgeFile(const std::string& text);
/// A formula is refused with a place and a sentence, or it has a value at every point.
Judgement judgeFormula(const std::string& text, std::size_t variables);

} // namespace gradewise::fuzz
