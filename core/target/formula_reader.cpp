#include "core/target/formula_reader.h"

#include "core/target/formula_functions.h"
#include "core/target/formula_names.h"
#include "core/target/formula_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gradewise {

namespace {

/// How tightly a piece of canonical text holds together.
enum class Binding { Sum, Sign, Product, Power, Value };

struct Piece {
    std::string text;
    Binding binding = Binding::Value;

    /// The text, in brackets where it holds less tightly than asked.
    std::string atLeast(Binding wanted) const { return binding < wanted ? "(" + text + ")" : text; }
};

std::string call(std::string_view function, const std::string& arguments) {
    return fmt::format("{}({})", function, arguments);
}

/// Recursive descent over the tokens; one function a level of the grammar in the header.
class Reader {
public:
    Reader(std::vector<Token> tokens, std::size_t variables)
        : tokens_(std::move(tokens)), variables_(variables) {}

    ReadFormula read() {
        if (peek().kind == TokenKind::End)
            fail(peek(), "The formula is empty; write for instance sin(2*pi*x).");
        ReadFormula result;
        result.canonical = choice().text;
        if (peek().kind != TokenKind::End)
            failUnexpected();
        result.parameters = std::move(parameters_);
        return result;
    }

private:
    /// Counts how deep constructs lie within each other, and keeps bars within their brackets.
    class Nesting {
    public:
        explicit Nesting(Reader& reader) : reader_(reader) {
            if (++reader_.depth_ > maximumFormulaDepth + 1) { // the formula itself is one
                --reader_.depth_;
                reader_.fail(
                    reader_.peek(),
                    fmt::format("More than {} brackets, functions or powers lie within each other here; "
                                "write the formula in a flatter way.",
                                maximumFormulaDepth));
            }
        }
        ~Nesting() { --reader_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        Reader& reader_;
    };

    /// The bars of one pair of brackets.
    struct Bars {
        int open = 0;
        bool closedBeforeValue = false; ///< a bar was read as closing though a value follows at once
    };

    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
    }
    Token take() { return tokens_[std::min(next_++, tokens_.size() - 1)]; }
    bool takeIf(TokenKind kind) {
        const bool there = peek().kind == kind;
        next_ += there ? 1 : 0;
        return there;
    }

    [[noreturn]] static void fail(const Token& token, std::string sentence) {
        throw FormulaError{token.position, std::max<std::size_t>(token.length, 1), std::move(sentence)};
    }

    Piece choice();
    Piece either();
    Piece both();
    Piece comparison();
    Piece sum();
    Piece product();
    Piece signedPower();
    Piece power();
    Piece raisedValue();
    Piece value();
    Piece bracket();
    Piece bars();
    Piece name();
    Piece function(const Token& token, const KnownFunction& known);
    Piece argumentList(const Token& token, const KnownFunction& known);
    Piece bareArgument(const Token& token);
    std::string functionExponent(const Token& token);
    std::string parameter(const Token& token);
    bool takeSigns();
    bool startsValue() const;
    bool startsFunction(std::size_t ahead = 0) const;
    bool twoBars() const;
    bool decimalComma(std::size_t at) const;
    void refuseUnclearProduct(bool afterDivision);
    void expectClose(const Token& opened);
    [[noreturn]] void failUnexpected() const;
    [[noreturn]] void failBars() const;

    std::vector<Token> tokens_;
    std::size_t variables_;
    std::size_t next_ = 0;
    int depth_ = 0;
    Bars bars_;
    std::vector<std::string> parameters_;
};

Piece Reader::choice() {
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

Piece Reader::either() {
    Piece left = both();
    while (twoBars()) {
        if (bars_.closedBeforeValue)
            failBars();
        next_ += 2;
        left = {call(orName, left.text + "," + both().text)};
    }
    return left;
}

Piece Reader::both() {
    Piece left = comparison();
    while (takeIf(TokenKind::And))
        left = {call(andName, left.text + "," + comparison().text)};
    return left;
}

Piece Reader::comparison() {
    constexpr std::array<std::string_view, 6> codes = {"<", "<=", ">", ">=", "==", "!="};
    const auto code = [&codes](const Token& token) {
        return std::ranges::find(codes, token.text) - codes.begin();
    };
    const Piece first = sum();
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

Piece Reader::sum() {
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

Piece Reader::product() {
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
        afterDivision = kind == TokenKind::Divide || (afterDivision && !written);
        const Piece right = written ? signedPower() : power();
        left.text = left.atLeast(Binding::Product);
        left.text += kind == TokenKind::Divide ? "/" : "*";
        left.text += right.atLeast(Binding::Power);
        left.binding = Binding::Product;
    }
}

void Reader::refuseUnclearProduct(bool afterDivision) {
    if (peek().kind == TokenKind::Number)
        fail(peek(), "A sign is missing before this number; write * for a product.");
    if (afterDivision)
        fail(peek(), "This can be read in two ways, as 1/2x can: write 1/(2*x) or (1/2)*x.");
    if (peek().kind == TokenKind::Bar && bars_.closedBeforeValue)
        failBars();
}

/// True for an odd number of minus signs: --x is x, and no run of signs can pile up.
bool Reader::takeSigns() {
    bool negative = false;
    while (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus)
        negative = (take().kind == TokenKind::Minus) != negative;
    return negative;
}

Piece Reader::signedPower() {
    if (peek().kind == TokenKind::Not) {
        const Nesting nesting(*this);
        take();
        return {call(notName, signedPower().text)};
    }
    const bool negative = takeSigns();
    const Piece piece = power();
    return negative ? Piece{"-" + piece.atLeast(Binding::Power), Binding::Sign} : piece;
}

Piece Reader::power() {
    const Piece base = raisedValue();
    if (!takeIf(TokenKind::Power))
        return base;
    const Nesting nesting(*this);
    const bool negative = takeSigns();
    const Piece exponent = power();
    const std::string raised =
        negative ? "(-" + exponent.atLeast(Binding::Power) + ")" : exponent.atLeast(Binding::Value);
    return {base.atLeast(Binding::Value) + "^" + raised, Binding::Power};
}

Piece Reader::raisedValue() {
    Piece piece = value();
    while (peek().kind == TokenKind::Superscript)
        piece = {"(" + piece.atLeast(Binding::Value) + "^(" + take().text + "))"};
    return piece;
}

Piece Reader::value() {
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

Piece Reader::bracket() {
    const Token opened = take();
    const Bars outer = std::exchange(bars_, Bars{});
    const Piece inner = choice();
    expectClose(opened);
    bars_ = outer;
    return {inner.atLeast(Binding::Value)};
}

Piece Reader::bars() {
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

Piece Reader::name() {
    const Token token = take();
    if (const KnownFunction* known = findFunction(token.text))
        return function(token, *known);
    if (const auto index = variableIndex(token.text, variables_))
        return {std::string(1, "xyz"[*index])};
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

std::string Reader::parameter(const Token& token) {
    auto found = std::ranges::find(parameters_, token.text);
    if (found == parameters_.end()) {
        if (parameters_.size() == maximumFormulaParameters)
            fail(token, fmt::format("A formula may have {} parameters at most; put numbers in place of some.",
                                    maximumFormulaParameters));
        found = parameters_.insert(parameters_.end(), token.text);
    }
    return fmt::format("p{}", found - parameters_.begin());
}

Piece Reader::function(const Token& token, const KnownFunction& known) {
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

/// The n of sin²x and sin^2 x; empty when there is none.
std::string Reader::functionExponent(const Token& token) {
    const bool raised = peek().kind == TokenKind::Superscript;
    if (!raised && peek().kind != TokenKind::Power)
        return {};
    const Token sign = take();
    const std::string digits = raised ? sign.text : peek().text;
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

Piece Reader::argumentList(const Token& token, const KnownFunction& known) {
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

Piece Reader::bareArgument(const Token& token) {
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

bool Reader::startsFunction(std::size_t ahead) const {
    return peek(ahead).kind == TokenKind::Name && findFunction(peek(ahead).text) != nullptr;
}

bool Reader::twoBars() const {
    return bars_.open == 0 && peek().kind == TokenKind::Bar && peek(1).kind == TokenKind::Bar &&
           peek().position + peek().length == peek(1).position;
}

bool Reader::startsValue() const {
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

/// A comma between digits without blanks, as in 1,5.
bool Reader::decimalComma(std::size_t at) const {
    if (at == 0 || at + 1 >= tokens_.size() || tokens_[at].kind != TokenKind::Comma)
        return false;
    const Token& before = tokens_[at - 1];
    const Token& after = tokens_[at + 1];
    return before.kind == TokenKind::Number && after.kind == TokenKind::Number &&
           before.position + before.length == tokens_[at].position &&
           tokens_[at].position + 1 == after.position;
}

void Reader::expectClose(const Token& opened) {
    if (takeIf(TokenKind::Close))
        return;
    if (peek().kind == TokenKind::End)
        fail(opened, "This bracket is not closed; add a ')'.");
    failUnexpected();
}

void Reader::failBars() const {
    fail(peek(), "These bars can be read in two ways; write abs( ) in place of | |.");
}

void Reader::failUnexpected() const {
    const Token& token = peek();
    switch (token.kind) {
    case TokenKind::End:
        fail(token, "The formula ends too early; a value is missing at its end.");
    case TokenKind::Close:
        fail(token, depth_ > 1 ? "A value is missing before this ')'."
                               : "There is no '(' for this ')'; delete it or add one before.");
    case TokenKind::Comma:
        if (decimalComma(next_))
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

} // namespace

ReadFormula readFormula(std::string_view text, std::size_t variables) {
    if (text.size() > maximumFormulaBytes)
        throw FormulaError{
            maximumFormulaBytes, text.size() - maximumFormulaBytes,
            fmt::format("A formula may have {} characters at most; shorten it.", maximumFormulaBytes)};
    return Reader(tokenise(text), variables).read();
}

} // namespace gradewise
