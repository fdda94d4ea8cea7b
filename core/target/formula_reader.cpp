#include "core/target/formula_reader.h"

#include "core/target/formula_descent.h"
#include "core/target/formula_functions.h"

#include <fmt/format.h>

#include <array>

namespace gradewise {

FormulaReader::Nesting::Nesting(FormulaReader& reader) : reader_(reader) {
    if (++reader_.depth_ <= maximumFormulaDepth + 1) // the formula itself is one
        return;
    --reader_.depth_; // no destructor will
    fail(reader_.peek(), fmt::format("More than {} brackets, functions or powers lie within each other here; "
                                     "write the formula in a flatter way.",
                                     maximumFormulaDepth));
}

std::string FormulaReader::call(std::string_view function, std::string_view arguments) {
    return fmt::format("{}({})", function, arguments);
}

ReadFormula FormulaReader::read() {
    if (peek().kind == TokenKind::End)
        fail(peek(), "The formula is empty; write for instance sin(2*pi*x).");
    ReadFormula result;
    result.canonical = choice().text;
    if (peek().kind != TokenKind::End)
        failUnexpected();
    if (!usesVariable_ && !parameters_.empty())
        failWithoutVariable();
    result.parameters = std::move(parameters_);
    result.implicit = implicit_;
    result.logarithm = logarithm_;
    return result;
}

void FormulaReader::failWithoutVariable() const {
    constexpr std::array<std::string_view, 3> missing = {"does not use x", "uses neither x nor y",
                                                         "uses none of x, y, z"};
    fail(tokens_[firstParameter_],
         fmt::format("The formula {}, and '{}' would be a fixed parameter; write x for the variable.",
                     missing.at(variables_ - 1), parameters_.front()));
}

auto FormulaReader::choice() -> Piece {
    const Nesting nesting(*this);
    Piece condition = either();
    if (peek().kind != TokenKind::Question)
        return condition;
    const Token question = take();
    const Piece yes = choice();
    if (!takeIf(TokenKind::Colon))
        fail(question, "A '?' needs a ':' and a second value behind it; write condition ? value : value.");
    const Piece no = choice();
    return {call("if", condition.text + "," + yes.text + "," + no.text)};
}

auto FormulaReader::either() -> Piece {
    Piece left = both();
    while (twoBars()) {
        if (bars_.closedBeforeValue)
            failBars();
        next_ += 2;
        left = {call(orName, left.text + "," + both().text)};
    }
    return left;
}

auto FormulaReader::both() -> Piece {
    Piece left = comparison();
    while (takeIf(TokenKind::And))
        left = {call(andName, left.text + "," + comparison().text)};
    return left;
}

auto FormulaReader::comparison() -> Piece {
    constexpr std::array<std::string_view, 6> codes = {"<", "<=", ">", ">=", "==", "!="};
    const auto code = [&codes](const Token& token) {
        return std::ranges::find(codes, token.text) - codes.begin();
    };
    Piece first = sum();
    if (peek().kind != TokenKind::Comparison)
        return first;
    const Token one = take();
    const Piece second = sum();
    if (peek().kind != TokenKind::Comparison)
        return {"(" + first.text + one.text + second.text + ")"};
    const Token two = take();
    const Piece third = sum();
    if (peek().kind == TokenKind::Comparison)
        fail(
            peek(),
            "More than two comparisons in a row have no meaning; join them by && with brackets around each.");
    return {call(chainName,
                 fmt::format("{},{},{},{}", first.text, second.text, third.text, 6 * code(one) + code(two)))};
}

auto FormulaReader::sum() -> Piece {
    Piece left = product();
    while (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus) {
        const std::string_view sign = take().kind == TokenKind::Plus ? "+" : "-";
        const std::string right = product().atLeast(Binding::Product);
        left.text += sign;
        left.text += right;
        left.binding = Binding::Sum;
    }
    return left;
}

auto FormulaReader::product() -> Piece {
    Piece left = signedPower();
    bool afterDivision = false;
    while (true) {
        const TokenKind kind = peek().kind;
        const bool written = kind == TokenKind::Times || kind == TokenKind::Divide;
        if (!written && !startsValue())
            return left;
        if (written)
            take();
        else
            refuseUnclearProduct(afterDivision);
        implicit_ = implicit_ || !written;
        afterDivision = kind == TokenKind::Divide || (afterDivision && !written);
        const Piece right = written ? signedPower() : power();
        left.text = left.atLeast(Binding::Product);
        left.text += kind == TokenKind::Divide ? "/" : "*";
        left.text += right.atLeast(Binding::Power);
        left.binding = Binding::Product;
    }
}

void FormulaReader::refuseUnclearProduct(bool afterDivision) {
    if (peek().kind == TokenKind::Number)
        fail(peek(), "A sign is missing before this number; write * for a product, and digits without blanks "
                     "between them.");
    if (afterDivision)
        fail(peek(), "This can be read in two ways, as 1/2x can: write 1/(2*x) or (1/2)*x.");
    if (peek().kind == TokenKind::Bar && bars_.closedBeforeValue)
        failBars();
}

bool FormulaReader::takeSigns() {
    bool negative = false;
    while (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus)
        negative = (take().kind == TokenKind::Minus) != negative;
    return negative;
}

auto FormulaReader::signedPower() -> Piece {
    if (peek().kind == TokenKind::Not) {
        const Nesting nesting(*this);
        take();
        return {call(notName, signedPower().text)};
    }
    const bool negative = takeSigns();
    const Piece piece = power();
    return negative ? Piece{"-" + piece.atLeast(Binding::Power), Binding::Sign} : piece;
}

auto FormulaReader::power() -> Piece {
    const std::size_t first = next_;
    Piece base = raisedValue();
    const bool plainBase = next_ == first + 1;
    if (!takeIf(TokenKind::Power))
        return base;
    const Nesting nesting(*this);
    const bool negative = takeSigns();
    const std::size_t second = next_;
    const Piece exponent = power();
    implicit_ = implicit_ || exponent.binding == Binding::Power;
    if (plainBase && next_ == second + 1)
        refuseUnclearExponent(first, second);
    const std::string raised =
        negative ? "(-" + exponent.atLeast(Binding::Power) + ")" : exponent.atLeast(Binding::Value);
    return {base.atLeast(Binding::Value) + "^" + raised, Binding::Power};
}

auto FormulaReader::raisedValue() -> Piece {
    Piece piece = value();
    while (peek().kind == TokenKind::Superscript) {
        const Token exponent = take();
        const std::string_view shape = exponent.text.starts_with('-') ? "{}^({})" : "{}^{}";
        piece = {fmt::format(fmt::runtime(shape), piece.atLeast(Binding::Value), exponent.text),
                 Binding::Power};
    }
    return piece;
}

void FormulaReader::refuseUnclearExponent(std::size_t base, std::size_t exponent) const {
    const auto constant = [this](std::size_t at) {
        return tokens_[at].kind == TokenKind::Number || findConstant(tokens_[at].text) != nullptr;
    };
    const bool adjacent = tokens_[exponent].position + tokens_[exponent].length == peek().position;
    if (constant(base) && constant(exponent) && adjacent && peek().kind == TokenKind::Name &&
        !startsFunction())
        fail(peek(), "It is not clear whether this belongs to the exponent; write e^(2*x) or e^2*x.");
}

ReadFormula readFormula(std::string_view text, std::size_t variables) {
    std::size_t end = maximumFormulaBytes; // never within a character
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    if (text.size() > maximumFormulaBytes)
        throw FormulaError{
            end, text.size() - end,
            fmt::format("A formula may have {} characters at most; shorten it.", maximumFormulaBytes)};
    return FormulaReader(text, variables).read();
}

} // namespace gradewise
