#include "core/formula/formula_reader.h"

#include "core/formula/formula_descent.h"
#include "core/formula/formula_names.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace gradewise {

FormulaReader::Nesting::Nesting(FormulaReader& reader) : reader_(reader) {
    if (++reader_.depth_ <= maximumFormulaDepth + 1) // the formula itself is one
        return;
    --reader_.depth_; // no destructor will
    fail(reader_.peek(), fmt::format("More than {} brackets, functions or powers lie within each other here; "
                                     "write the formula in a flatter way.",
                                     maximumFormulaDepth));
}

auto FormulaReader::leaf(Expression::Node node, std::string text) -> Node {
    tree_.nodes.push_back(std::move(node));
    spellings_.push_back({std::move(text)});
    return tree_.nodes.size() - 1;
}

auto FormulaReader::add(const Operation& operation, Nodes arguments) -> Node {
    return leaf({&operation, 0.0, 0, std::move(arguments)}, {});
}

auto FormulaReader::number(std::string_view digits) -> Node {
    double value = 0.0; // in range: the tokeniser has looked
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return leaf({&operations::number, value, 0, {}}, std::string(digits));
}

bool FormulaReader::isPower(Node node) const {
    return tree_.nodes[node].is(operations::power) && !spellings_[node].bracketed;
}

auto FormulaReader::withSign(bool negative, Node node) -> Node {
    return negative ? add(operations::negate, {node}) : node;
}

ReadFormula FormulaReader::read() {
    if (peek().kind == TokenKind::End)
        fail(peek(), "The formula is empty; write for instance sin(2*pi*x).");
    choice();
    if (peek().kind != TokenKind::End)
        failUnexpected();
    if (!usesVariable_ && !parameters_.empty())
        failWithoutVariable();
    return {std::move(tree_), std::move(spellings_), std::move(parameters_), implicit_, logarithm_};
}

void FormulaReader::failWithoutVariable() const {
    constexpr std::array<std::string_view, 3> missing = {"does not use x", "uses neither x nor y",
                                                         "uses none of x, y, z"};
    fail(tokens_[firstParameter_],
         fmt::format("The formula {}, and '{}' would be a fixed parameter; write x for the variable.",
                     missing.at(variables_ - 1), parameters_.front()));
}

auto FormulaReader::choice() -> Node {
    const Nesting nesting(*this);
    const Node condition = either();
    if (peek().kind != TokenKind::Question)
        return condition;
    const Token question = take();
    const Node yes = choice();
    if (!takeIf(TokenKind::Colon))
        fail(question, "A '?' needs a ':' and a second value behind it; write condition ? value : value.");
    const Node no = choice();
    return add(operations::choose, {condition, yes, no});
}

auto FormulaReader::either() -> Node {
    Node left = both();
    while (twoBars()) {
        if (bars_.closedBeforeValue)
            failBars();
        next_ += 2;
        left = add(operations::either, {left, both()});
    }
    return left;
}

auto FormulaReader::both() -> Node {
    Node left = comparison();
    while (takeIf(TokenKind::And))
        left = add(operations::both, {left, comparison()});
    return left;
}

auto FormulaReader::comparison() -> Node {
    const Node first = sum();
    if (peek().kind != TokenKind::Comparison)
        return first;
    const Operation& one = comparisonOf(take().text);
    const Node second = sum();
    if (peek().kind != TokenKind::Comparison)
        return add(one, {first, second});
    const Operation& two = comparisonOf(take().text);
    const Node third = sum();
    if (peek().kind == TokenKind::Comparison)
        fail(
            peek(),
            "More than two comparisons in a row have no meaning; join them by && with brackets around each.");
    const Node left = add(one, {first, second});
    const Node chain = add(operations::both, {left, add(two, {second, third})});
    spellings_[chain].chained = true;
    return chain;
}

auto FormulaReader::sum() -> Node {
    Node left = product();
    while (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus) {
        const Operation& sign = take().kind == TokenKind::Plus ? operations::add : operations::subtract;
        left = add(sign, {left, product()});
    }
    return left;
}

auto FormulaReader::product() -> Node {
    Node left = signedPower();
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
        const Operation& sign = kind == TokenKind::Divide ? operations::divide : operations::multiply;
        left = add(sign, {left, written ? signedPower() : power()});
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

auto FormulaReader::signedPower() -> Node {
    if (peek().kind == TokenKind::Not) {
        const Nesting nesting(*this);
        take();
        return add(operations::negation, {signedPower()});
    }
    const bool negative = takeSigns();
    return withSign(negative, power());
}

auto FormulaReader::power() -> Node {
    const std::size_t first = next_;
    const Node base = raisedValue();
    const bool plainBase = next_ == first + 1;
    if (!takeIf(TokenKind::Power))
        return base;
    const Nesting nesting(*this);
    const bool negative = takeSigns();
    const std::size_t second = next_;
    const Node exponent = power();
    implicit_ = implicit_ || isPower(exponent);
    if (plainBase && next_ == second + 1)
        refuseUnclearExponent(first, second);
    return add(operations::power, {base, withSign(negative, exponent)});
}

auto FormulaReader::raisedValue() -> Node {
    Node raised = value();
    while (peek().kind == TokenKind::Superscript) {
        const Token token = take();
        const bool negative = token.text.starts_with('-');
        const Node exponent = number(std::string_view(token.text).substr(negative ? 1 : 0));
        raised = add(operations::power, {raised, withSign(negative, exponent)});
    }
    return raised;
}

void FormulaReader::refuseUnclearExponent(std::size_t base, std::size_t exponent) const {
    const auto constant = [this](std::size_t at) {
        return tokens_[at].kind == TokenKind::Number || findConstant(tokens_[at].text) != nullptr;
    };
    const bool adjacent = tokens_[exponent].position + tokens_[exponent].length == peek().position;
    if (constant(base) && constant(exponent) && adjacent && peek().kind == TokenKind::Name &&
        !startsFunction())
        fail(peek(),
             fmt::format("It is not clear whether this belongs to the exponent; write {0}^({1}*{2}) or "
                         "{0}^{1}*{2}.",
                         tokens_[base].text, tokens_[exponent].text, peek().text));
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
