#include "tests/fuzz/mutator.h"

#include "tests/fuzz/vocabulary.h"

#include <algorithm>

namespace gradewise::fuzz {

namespace {

bool isNumberCharacter(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e';
}

} // namespace

void Mutator::damageBytes(std::string& text, const std::vector<std::string>& others) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(text.size() - at, 1 + below(below(4) == 0 ? 200 : 4));
    switch (below(7)) {
    case 0: // another byte
        if (at < text.size())
            text[at] = static_cast<char>(below(256));
        break;
    case 1: // one bit
        if (at < text.size())
            text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        break;
    case 2:
        text.insert(at, 1, "{}[]\",:0- \n\\"[below(12)]);
        break;
    case 3:
        text.erase(at, length);
        break;
    case 4:
        text.insert(at, text.substr(at, length));
        break;
    case 5:
        text.resize(at);
        break;
    default: { // a piece of something else
        const std::string& other = oneOf(others);
        const std::size_t from = below(other.size() + 1);
        text.replace(at, length, other.substr(from, 1 + below(80)));
    }
    }
}

void Mutator::replaceNumber(std::string& text) {
    const std::size_t found = text.find_first_of("0123456789", below(text.size() + 1));
    if (found == std::string::npos)
        return;
    std::size_t end = found;
    while (end < text.size() && isNumberCharacter(text[end]))
        ++end;
    text.replace(found, end - found, oneOf(numbers()));
}

void Mutator::replaceWord(std::string& text) {
    const std::size_t open = text.find('"', below(text.size() + 1));
    const std::size_t close = open == std::string::npos ? open : text.find('"', open + 1);
    if (close != std::string::npos)
        text.replace(open + 1, close - open - 1, oneOf(words()));
}

void Mutator::replaceValue(std::string& text) {
    static const std::vector<std::string> values = {"null",  "true",       "false", "[]",    "{}",
                                                    "\"\"",  "0",          "[[]]",  "[0]",   "[1, 2]",
                                                    "\"x\"", "{\"a\": 1}", "-1",    "[null]"};
    const std::size_t colon = text.find(':', below(text.size() + 1));
    if (colon == std::string::npos)
        return;
    std::size_t end = text.find_first_of(",}\n", colon);
    end = std::min(end, text.size());
    text.replace(colon + 1, end - colon - 1, " " + oneOf(values));
}

void Mutator::insertToken(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(3) == 0 ? std::min(text.size() - at, 1 + below(4)) : 0;
    text.replace(at, length, oneOf(formulaTokens()));
}

std::string Mutator::mutatedFile(const std::string& text, const std::vector<std::string>& others) {
    std::string mutated = text;
    const std::size_t changes = 1 + below(below(3) == 0 ? 6 : 1);
    for (std::size_t i = 0; i < changes; ++i) {
        switch (below(6)) {
        case 0:
            damageBytes(mutated, others);
            break;
        case 1:
            replaceWord(mutated);
            break;
        case 2:
            replaceValue(mutated);
            break;
        default: // numbers most of all, since many of them leave the file valid
            replaceNumber(mutated);
        }
    }
    return mutated;
}

std::string Mutator::mutatedFormula(const std::string& text, const std::vector<std::string>& others) {
    std::string mutated = text;
    const std::size_t changes = 1 + below(6);
    for (std::size_t i = 0; i < changes; ++i)
        if (below(4) == 0)
            damageBytes(mutated, others);
        else
            insertToken(mutated);
    return mutated;
}

} // namespace gradewise::fuzz
