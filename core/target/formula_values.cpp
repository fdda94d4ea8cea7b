// The values of the grammar: brackets, bars, names, functions and their arguments.
#include "core/target/formula_descent.h"
#include "core/target/formula_functions.h"
#include "core/target/formula_names.h"

#include <fmt/format.h>

#include <utility>

namespace gradewise {

auto FormulaReader::value() -> Piece {
    switch (peek().kind) {
    case TokenKind::Number:
        return {take().text};
    case TokenKind::Name:
        return name();
    case TokenKind::Open:
        return bracket();
    case TokenKind::Bar:
        return bars();
    case TokenKind::Root: {
        const Nesting nesting(*this);
        const std::string root = take().text;
        return {call(root, power().text)};
    }
    default:
        failUnexpected();
    }
}

auto FormulaReader::bracket() -> Piece {
    const Token opened = take();
    const Bars outer = std::exchange(bars_, Bars{});
    const Piece inner = choice();
    expectClose(opened);
    bars_ = outer;
    return {inner.atLeast(Binding::Value)};
}

auto FormulaReader::bars() -> Piece {
    const Token opened = take();
    ++bars_.open;
    const Piece inner = choice();
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
    return {call("abs", inner.text)};
}

auto FormulaReader::name() -> Piece {
    const Token token = take();
    if (const KnownFunction* known = findFunction(token.text))
        return function(token, *known);
    if (const auto index = variableIndex(token.text, variables_)) {
        usesVariable_ = true;
        return {std::string(1, "xyz"[*index])};
    }
    if (findConstant(token.text) != nullptr)
        return {token.text};
    const TokenKind after = peek().kind;
    const bool valueFollows = after == TokenKind::Name || after == TokenKind::Number;
    const NameContext context = after == TokenKind::Open
                                    ? NameContext::BeforeBracket
                                    : (valueFollows ? NameContext::BeforeValue : NameContext::Alone);
    if (auto problem = nameProblem(token.text, variables_, context))
        fail(token, std::move(*problem));
    return {parameter(token)};
}

std::string FormulaReader::parameter(const Token& token) {
    auto found = std::ranges::find(parameters_, token.text);
    if (found == parameters_.end()) {
        if (parameters_.size() == maximumFormulaParameters)
            fail(token, fmt::format("A formula may have {} parameters at most; put numbers in place of some.",
                                    maximumFormulaParameters));
        if (parameters_.empty())
            firstParameter_ = next_ - 1;
        found = parameters_.insert(parameters_.end(), token.text);
    }
    return fmt::format("p{}", found - parameters_.begin());
}

auto FormulaReader::function(const Token& token, const KnownFunction& known) -> Piece {
    const std::string exponent = functionExponent(token);
    Piece piece;
    if (peek().kind == TokenKind::Open)
        piece = argumentList(token, known);
    else if (known.minimumArguments == 1 && known.maximumArguments == 1)
        piece = bareArgument(token);
    else
        fail(token, fmt::format("'{0}' takes several values; write them in brackets, separated by commas.",
                                token.text));
    piece = {call(known.name, piece.text)};
    return exponent.empty() ? piece : Piece{"(" + piece.text + "^" + exponent + ")"};
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

auto FormulaReader::argumentList(const Token& token, const KnownFunction& known) -> Piece {
    const Token opened = take();
    const std::size_t first = next_;
    const Bars outer = std::exchange(bars_, Bars{});
    if (peek().kind == TokenKind::Close)
        fail(token, fmt::format("'{0}' needs a value in its brackets; write {0}(x).", token.text));
    std::string arguments = choice().text;
    std::size_t count = 1;
    bool comma = false;
    for (; peek().kind == TokenKind::Comma; ++count) {
        comma = comma || decimalComma(next_);
        take();
        arguments += "," + choice().text;
    }
    expectClose(opened);
    bars_ = outer;
    if (count < known.minimumArguments || count > known.maximumArguments) {
        const std::string wanted =
            known.minimumArguments == 1 ? "one value" : fmt::format("{} values", known.minimumArguments);
        std::string sentence = fmt::format("'{}' takes {}, but {} {} given.", token.text, wanted, count,
                                           count == 1 ? "is" : "are");
        sentence +=
            comma ? " A decimal number is written with a point, as in 1.5." : " Separate values by commas.";
        const Token& last = tokens_[next_ - 1];
        throw FormulaError{tokens_[first].position, last.position - tokens_[first].position,
                           std::move(sentence)};
    }
    return {arguments};
}

auto FormulaReader::bareArgument(const Token& token) -> Piece {
    const Nesting nesting(*this);
    if (!startsValue() && peek().kind != TokenKind::Plus && peek().kind != TokenKind::Minus)
        fail(token, fmt::format("'{0}' is a function and needs a value; write {0}(x).", token.text));
    const bool negative = takeSigns();
    Piece argument = power();
    while (startsValue() && !startsFunction() && peek().kind != TokenKind::Open) {
        refuseUnclearProduct(false);
        const Piece right = power();
        argument.text = argument.atLeast(Binding::Product) + "*" + right.atLeast(Binding::Power);
        argument.binding = Binding::Product;
    }
    const bool product = peek().kind == TokenKind::Times || peek().kind == TokenKind::Divide;
    if ((product && !startsFunction(1)) || peek().kind == TokenKind::Open)
        fail(token, fmt::format(
                        "It is not clear where the argument of '{0}' ends; put it in brackets, as in {0}(x).",
                        token.text));
    return negative ? Piece{"-" + argument.atLeast(Binding::Power), Binding::Sign} : argument;
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

bool FormulaReader::decimalComma(std::size_t at) const {
    if (at == 0 || at + 1 >= tokens_.size() || tokens_[at].kind != TokenKind::Comma)
        return false;
    const Token& before = tokens_[at - 1];
    const Token& after = tokens_[at + 1];
    return before.kind == TokenKind::Number && after.kind == TokenKind::Number &&
           before.position + before.length == tokens_[at].position &&
           tokens_[at].position + 1 == after.position;
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
        if (decimalComma(next_) && tokens_[next_ - 1].length + tokens_[next_ + 1].length < 20)
            fail(token, fmt::format("A decimal number is written with a point: {}.{}.",
                                    tokens_[next_ - 1].text, tokens_[next_ + 1].text));
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
