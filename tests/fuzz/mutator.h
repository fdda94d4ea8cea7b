// Damages text the way people, editors and bad disks do: reproducible from a seed.
#pragma once

#include "core/numbers/random.h"

#include <string>
#include <vector>

namespace gradewise::fuzz {

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    /// One to six changes to a JSON file; `others` are texts to take pieces from.
    std::string mutatedFile(const std::string& text, const std::vector<std::string>& others);
    /// One to six changes to a formula.
    std::string mutatedFormula(const std::string& text, const std::vector<std::string>& others);

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
    const std::string& oneOf(const std::vector<std::string>& all) { return all[below(all.size())]; }

private:
    void damageBytes(std::string& text, const std::vector<std::string>& others);
    void replaceNumber(std::string& text);
    void replaceWord(std::string& text);
    void replaceValue(std::string& text);
    void insertToken(std::string& text);

    Random random_;
};

} // namespace gradewise::fuzz
