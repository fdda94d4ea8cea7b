// What must hold of any text that is read as an experiment, as a run or as a formula.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace gradewise::fuzz {

struct Judgement {
    bool accepted = false;
    std::string problem; ///< empty when all is well
};

/// A file is refused with places and sentences, or it survives writing and reading.
Judgement judgeFile(const std::string& text);
/// A formula is refused with a place and a sentence, or it has a value at every point.
Judgement judgeFormula(const std::string& text, std::size_t variables);
/// As judgeFile(); and what is done with a run that was opened, its audit, its tables, its curves, its
/// largest error, can be done with every one that is read. Large ones are only read.
Judgement judgeRun(const std::string& text);

/// What the bytes of an input are read as. Each has a program of libFuzzer and a folder of seeds.
enum class Kind { Formula, Experiment, Run };
std::span<const Kind> allKinds();
std::string_view name(Kind kind); ///< "formula", "experiment", "run"
/// A formula has one, two or three variables, by its length.
Judgement judge(Kind kind, const std::string& text);

} // namespace gradewise::fuzz
