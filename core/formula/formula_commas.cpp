// Commas between the arguments of a function that may be meant as decimal commas.
#include "core/formula/formula_descent.h"
#include "core/numbers/printable.h"

#include <fmt/format.h>

#include <utility>

namespace gradewise {

namespace {

constexpr std::size_t longestSuggestion = 80; // bytes

bool fits(const Operation& known, std::size_t count) {
    return known.least <= count && count <= known.most;
}

} // namespace

bool FormulaReader::decimalComma(std::size_t at) const {
    if (at == 0 || at + 1 >= tokens_.size() || tokens_[at].kind != TokenKind::Comma)
        return false;
    const Token& before = tokens_[at - 1];
    const Token& after = tokens_[at + 1];
    return before.kind == TokenKind::Number && after.kind == TokenKind::Number &&
           before.position + before.length == tokens_[at].position &&
           tokens_[at].position + 1 == after.position;
}

std::vector<std::size_t> FormulaReader::decimalCommas(const std::vector<std::size_t>& commas) const {
    const auto whole = [this](std::size_t at) {
        return tokens_[at].text.find_first_not_of("0123456789") == std::string::npos;
    };
    std::vector<std::size_t> decimal;
    for (const std::size_t comma : commas) {
        const bool free = decimal.empty() || decimal.back() + 2 < comma; // 1,2,3 has one decimal comma
        if (free && decimalComma(comma) && whole(comma - 1))
            decimal.push_back(comma);
    }
    return decimal;
}

std::string FormulaReader::argumentsTyped(std::size_t first, std::size_t end,
                                          const std::vector<std::size_t>& commas, bool joined) const {
    const std::vector<std::size_t> decimal = decimalCommas(commas);
    std::string text;
    std::size_t from = tokens_[first].position;
    const auto addUpTo = [&](std::size_t token) {
        const Token& last = tokens_[token - 1];
        text += text_.substr(from, last.position + last.length - from);
        from = tokens_[token + 1].position;
    };
    for (const std::size_t comma : commas) {
        addUpTo(comma);
        const bool point = joined && std::ranges::find(decimal, comma) != decimal.end();
        text += point ? "." : ", ";
    }
    const Token& last = tokens_[end - 1];
    text += text_.substr(from, last.position + last.length - from);
    return printable(text);
}

void FormulaReader::refuseDecimalCommas(const Token& token, const Operation& known, std::size_t first,
                                        std::size_t end, const std::vector<std::size_t>& commas) const {
    const std::vector<std::size_t> decimal = decimalCommas(commas);
    // A function with a fixed number of values has got them, and max of a single number is not meant.
    const bool variadic = known.most > commas.size() + 1;
    if (!variadic || decimal.empty() || commas.size() + 1 - decimal.size() < 2)
        return;
    const Token& before = tokens_[decimal.front() - 1];
    const Token& after = tokens_[decimal.front() + 1];
    const std::string points = argumentsTyped(first, end, commas, true);
    const std::string separate = argumentsTyped(first, end, commas, false);
    std::string sentence =
        points.size() + separate.size() <= longestSuggestion
            ? fmt::format("Commas without blanks between digits can be read in two ways; write {0}({1}) or "
                          "{0}({2}).",
                          token.text, points, separate)
            : std::string("A comma without blanks between digits can be read in two ways; write a decimal "
                          "point, or a blank behind the comma.");
    throw FormulaError{before.position, after.position + after.length - before.position, std::move(sentence)};
}

void FormulaReader::failCount(const Token& token, const Operation& known, std::size_t first, std::size_t end,
                              const std::vector<std::size_t>& commas) const {
    const std::size_t count = commas.size() + 1;
    const std::string wanted = known.least == 1 ? "one value" : fmt::format("{} values", known.least);
    std::string sentence =
        fmt::format("'{}' takes {}, but {} {} given.", token.text, wanted, count, count == 1 ? "is" : "are");
    const std::vector<std::size_t> decimal = decimalCommas(commas);
    const std::string points = decimal.empty() ? "" : argumentsTyped(first, end, commas, true);
    if (decimal.empty() && count < known.least)
        sentence += " Separate values by commas.";
    else if (decimal.empty())
        sentence += " Leave out the others.";
    else if (fits(known, count - decimal.size()) && points.size() <= longestSuggestion)
        sentence += fmt::format(" A decimal number is written with a point: {}({}).", token.text, points);
    else
        sentence += " A decimal number is written with a point, as in 1.5.";
    const Token& last = tokens_[end];
    throw FormulaError{tokens_[first].position, last.position - tokens_[first].position, std::move(sentence)};
}

} // namespace gradewise
