// The values of the grammar: brackets, bars, names, functions and their arguments.
#include "core/formula/formula_descent.h"
#include "core/formula/formula_names.h"
#include "core/formula/variables.h"

#include <fmt/format.h>

#include <utility>

namespace gradewise {

auto FormulaReader::value() -> Node {
    switch (peek().kind) {
    case TokenKind::Number:
        return number(take().text);
    case TokenKind::Name:
        return name();
    case TokenKind::Open:
        return bracket();
    case TokenKind::Bar:
        return bars();
    case TokenKind::Root:
        return root();
    default:
        failUnexpected();
    }
}

auto FormulaReader::bracket() -> Node {
    const Token opened = take();
    const Bars outer = std::exchange(bars_, Bars{});
    const Node inner = choice();
    expectClose(opened);
    bars_ = outer;
    spellings_[inner].bracketed = true;
    return inner;
}

auto FormulaReader::root() -> Node {
    const Token token = take();
    const Operation& known = *findFunction(token.text);
    const bool bracket = peek().kind == TokenKind::Open;
    return add(known, bracket ? argumentList(token, known) : Nodes{bareArgument(token, known)});
}

auto FormulaReader::bars() -> Node {
    const Token opened = take();
    implicit_ = implicit_ || bars_.open > 0;
    ++bars_.open;
    const Node inner = choice();
    if (!takeIf(TokenKind::Bar)) {
        if (peek().kind == TokenKind::End || peek().kind == TokenKind::Close)
            fail(opened, "This bar is not closed; add a second | or write abs( ).");
        failUnexpected();
    }
    --bars_.open;
    const TokenKind after = peek().kind;
    const bool valueFollows = after == TokenKind::Number || after == TokenKind::Name ||
                              after == TokenKind::Open || after == TokenKind::Root;
    bars_.closedBeforeValue = bars_.closedBeforeValue || valueFollows;
    return add(operations::absolute, {inner});
}

auto FormulaReader::name() -> Node {
    const Token token = take();
    if (const Operation* known = findFunction(token.text))
        return function(token, *known);
    if (const auto index = variableIndex(token.text, variables_)) {
        usesVariable_ = true;
        return leaf({&operations::variable, 0.0, *index, {}}, std::string(1, variableNames[*index]));
    }
    if (const KnownConstant* const constant = findConstant(token.text)) {
        if (token.text == "e" && peek().kind == TokenKind::Open)
            fail(token,
                 "This can be read in two ways; write exp( ) for the function, or e*( ) for a product.");
        return leaf({&operations::number, constant->value, 0, {}}, token.text);
    }
    if (auto problem = nameProblem(token.text, variables_, contextOf()))
        fail(token, std::move(*problem));
    return parameter(token);
}

NameContext FormulaReader::contextOf() const {
    switch (peek().kind) {
    case TokenKind::Open:
        return peek(1).kind == TokenKind::Name && variableIndex(peek(1).text, variables_) &&
                       peek(2).kind == TokenKind::Close
                   ? NameContext::BeforeVariable
                   : NameContext::BeforeBracket;
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::Root:
        return NameContext::BeforeValue;
    default:
        return NameContext::Alone;
    }
}

auto FormulaReader::parameter(const Token& token) -> Node {
    auto found = std::ranges::find(parameters_, token.text);
    if (found == parameters_.end()) {
        if (parameters_.size() == maximumFormulaParameters)
            fail(token, fmt::format("A formula may have {} parameters at most; put numbers in place of some.",
                                    maximumFormulaParameters));
        if (parameters_.empty())
            firstParameter_ = next_ - 1;
        found = parameters_.insert(parameters_.end(), token.text);
    }
    const auto index = static_cast<std::size_t>(found - parameters_.begin());
    return leaf({&operations::parameter, 0.0, index, {}}, token.text);
}

auto FormulaReader::function(const Token& token, const Operation& known) -> Node {
    const std::string exponent = functionExponent(token);
    implicit_ = implicit_ || !exponent.empty();
    logarithm_ = logarithm_ || token.text == "log";
    Nodes arguments;
    if (peek().kind == TokenKind::Open)
        arguments = argumentList(token, known);
    else if (known.least == 1 && known.most == 1)
        arguments = {bareArgument(token, known)};
    else
        fail(token, fmt::format("'{0}' takes several values; write them in brackets, separated by commas.",
                                token.text));
    const Node value = add(known, std::move(arguments));
    return exponent.empty() ? value : add(operations::power, {value, number(exponent)});
}

std::string FormulaReader::functionExponent(const Token& token) {
    const bool raised = peek().kind == TokenKind::Superscript;
    if (!raised && peek().kind != TokenKind::Power)
        return {};
    const Token sign = take();
    std::string digits = raised ? sign.text : peek().text;
    if (digits.starts_with('-') || (!raised && peek().kind == TokenKind::Minus))
        fail(sign,
             fmt::format(
                 "{0} to a negative power can be read in two ways; write the inverse function or 1/{0}( ).",
                 token.text));
    if (!raised && peek().kind != TokenKind::Number)
        fail(token, fmt::format("'{0}' is a function and needs a value; write {0}(x).", token.text));
    if (!raised)
        take();
    return digits;
}

auto FormulaReader::argumentList(const Token& token, const Operation& known) -> Nodes {
    const Token opened = take();
    const std::size_t first = next_;
    const Bars outer = std::exchange(bars_, Bars{});
    if (peek().kind == TokenKind::Close)
        fail(token, fmt::format("'{0}' needs a value in its brackets; write {0}(x).", token.text));
    Nodes arguments = {choice()};
    std::vector<std::size_t> commas;
    while (peek().kind == TokenKind::Comma) {
        commas.push_back(next_);
        take();
        arguments.push_back(choice());
    }
    expectClose(opened);
    bars_ = outer;
    const std::size_t end = next_ - 1;
    if (commas.size() + 1 < known.least || commas.size() + 1 > known.most)
        failCount(token, known, first, end, commas);
    refuseDecimalCommas(token, known, first, end, commas);
    return arguments;
}

auto FormulaReader::bareArgument(const Token& token, const Operation& known) -> Node {
    const Nesting nesting(*this);
    const bool root = known.name == "sqrt" || known.name == "cbrt";
    const bool sign = token.kind == TokenKind::Root;
    if (!startsValue() && peek().kind != TokenKind::Plus && peek().kind != TokenKind::Minus) {
        if (sign)
            failUnexpected();
        fail(token, fmt::format("'{0}' is a function and needs a value; write {0}(x).", token.text));
    }
    implicit_ = implicit_ || !sign;
    const std::size_t first = next_;
    const bool negative = takeSigns();
    Node argument = power();
    while (startsValue() && !startsFunction() && peek().kind != TokenKind::Open &&
           peek().kind != TokenKind::Root) {
        if (root)
            fail(peek(), fmt::format("It is not clear whether this belongs to the root; write {0}(2*x) or "
                                     "{0}(2)*x.",
                                     known.name));
        refuseUnclearProduct(false);
        implicit_ = true;
        argument = add(operations::multiply, {argument, power()});
    }
    const bool product = peek().kind == TokenKind::Times || peek().kind == TokenKind::Divide;
    const bool constant = !root && startsFunction() && !namesBetween(first, next_);
    if ((product && !sign && !startsFunction(1)) || peek().kind == TokenKind::Open || constant ||
        (peek().kind == TokenKind::Root && !root))
        fail(token, fmt::format(
                        "It is not clear where the argument of '{0}' ends; put it in brackets, as in {0}(x).",
                        token.text));
    return withSign(negative, argument);
}

bool FormulaReader::namesBetween(std::size_t first, std::size_t end) const {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(first),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(end), [](const Token& token) {
                           return token.kind == TokenKind::Name && findConstant(token.text) == nullptr &&
                                  findFunction(token.text) == nullptr;
                       });
}

bool FormulaReader::startsFunction(std::size_t ahead) const {
    return peek(ahead).kind == TokenKind::Name && findFunction(peek(ahead).text) != nullptr;
}

bool FormulaReader::twoBars() const {
    return bars_.open == 0 && peek().kind == TokenKind::Bar && peek(1).kind == TokenKind::Bar &&
           peek().position + peek().length == peek(1).position;
}

bool FormulaReader::startsValue() const {
    switch (peek().kind) {
    case TokenKind::Number:
    case TokenKind::Name:
    case TokenKind::Open:
    case TokenKind::Root:
        return true;
    case TokenKind::Bar:
        return bars_.open == 0 && !twoBars();
    default:
        return false;
    }
}

void FormulaReader::expectClose(const Token& opened) {
    if (takeIf(TokenKind::Close))
        return;
    if (peek().kind == TokenKind::End)
        fail(opened, "This bracket is not closed; add a ')'.");
    failUnexpected();
}

void FormulaReader::failBars() const {
    fail(peek(), "These bars can be read in two ways; write abs( ) in place of | |.");
}

void FormulaReader::failUnexpected() const {
    const Token& token = peek();
    switch (token.kind) {
    case TokenKind::End:
        fail(token, "The formula ends too early; a value is missing at its end.");
    case TokenKind::Close:
        fail(token, depth_ > 1 ? "A value is missing before this ')'."
                               : "There is no '(' for this ')'; delete it or add one before.");
    case TokenKind::Comma:
        if (decimalComma(next_) && tokens_[next_ - 1].length + tokens_[next_ + 1].length < 20) {
            const std::string& before = tokens_[next_ - 1].text;
            const std::string& after = tokens_[next_ + 1].text;
            if (before.find('.') != std::string::npos)
                fail(token, "A number has one decimal point, and thousands have no sign: write 1234.5.");
            const std::string thousands =
                after.size() == 3 ? fmt::format(" Thousands have no sign: {}{}.", before, after) : "";
            fail(token,
                 fmt::format("A decimal number is written with a point: {}.{}.{}", before, after, thousands));
        }
        fail(token, "A comma separates the values of a function such as max(a, b); it has no meaning here.");
    case TokenKind::Superscript:
        fail(token, "A raised exponent needs a value before it.");
    case TokenKind::Bar:
        fail(token, "A value is missing before this bar; write abs( ) in place of | |.");
    case TokenKind::Colon:
        fail(token, "A ':' needs a '?' before it; write condition ? value : value.");
    case TokenKind::Question:
        fail(token, "A '?' needs a condition before it; write condition ? value : value.");
    case TokenKind::Not:
        fail(token, "A '!' may only stand before a condition; for a product up to n write gamma(n+1).");
    case TokenKind::Plus:
    case TokenKind::Minus:
    case TokenKind::Times:
    case TokenKind::Divide:
    case TokenKind::Power:
    case TokenKind::Comparison:
    case TokenKind::And:
        fail(token, "A value is missing before this sign.");
    case TokenKind::Number:
    case TokenKind::Name:
    case TokenKind::Root:
    case TokenKind::Open:
        fail(token, "A sign is missing before this value; write * for a product.");
    }
    fail(token, "This has no meaning here; delete it.");
}

} // namespace gradewise
