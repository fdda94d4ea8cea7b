// The recursive descent behind readFormula(): one function a level of the grammar in formula_reader.h.
// formula_reader.cpp has the operators, formula_values.cpp the values. Private to the room.
#pragma once

#include "core/formula/formula_names.h"
#include "core/formula/formula_reader.h"
#include "core/formula/formula_tokens.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gradewise {

/// Recursive descent over the tokens; one function a level of the grammar in the header.
class FormulaReader {
public:
    FormulaReader(std::string_view text, std::size_t variables)
        : text_(text), tokens_(tokenise(text)), variables_(variables) {}

    ReadFormula read();

private:
    using Node = std::size_t; ///< of the tree
    using Nodes = std::vector<Node>;

    /// Counts how deep constructs lie within each other.
    class Nesting {
    public:
        explicit Nesting(FormulaReader& reader);
        ~Nesting() { --reader_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        FormulaReader& reader_;
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

    Node add(const Operation& operation, Nodes arguments);
    Node leaf(Expression::Node node, std::string text);
    Node number(std::string_view digits);
    /// A power that is not in brackets.
    bool isPower(Node node) const;
    /// The value, negative where asked.
    Node withSign(bool negative, Node node);

    Node choice();
    Node either();
    Node both();
    Node comparison();
    Node sum();
    Node product();
    Node signedPower();
    Node power();
    Node raisedValue();
    Node value();
    Node bracket();
    Node bars();
    Node name();
    Node function(const Token& token, const Operation& known);
    Nodes argumentList(const Token& token, const Operation& known);
    Node bareArgument(const Token& token, const Operation& known);
    Node root();
    /// Refuses max(0,5, x): the `commas` (tokens) between `first` and `end` may be decimal commas.
    void refuseDecimalCommas(const Token& token, const Operation& known, std::size_t first, std::size_t end,
                             const std::vector<std::size_t>& commas) const;
    [[noreturn]] void failCount(const Token& token, const Operation& known, std::size_t first,
                                std::size_t end, const std::vector<std::size_t>& commas) const;
    /// The arguments as typed with decimal commas as points (`joined`) or as commas with a blank.
    std::string argumentsTyped(std::size_t first, std::size_t end, const std::vector<std::size_t>& commas,
                               bool joined) const;
    /// Those of the commas that would be decimal commas.
    std::vector<std::size_t> decimalCommas(const std::vector<std::size_t>& commas) const;
    NameContext contextOf() const;
    /// The n of sin²x and sin^2 x; empty when there is none.
    std::string functionExponent(const Token& token);
    Node parameter(const Token& token);
    /// True for an odd number of minus signs: --x is x, and no run of signs can pile up.
    bool takeSigns();
    bool startsValue() const;
    bool startsFunction(std::size_t ahead = 0) const;
    /// Is a variable or a parameter among these tokens?
    bool namesBetween(std::size_t first, std::size_t end) const;
    /// The operator ||: two bars side by side where none is open.
    bool twoBars() const;
    /// A comma between digits without blanks, as in 1,5.
    bool decimalComma(std::size_t at) const;
    /// Refuses the value that follows as a factor without a sign where it could be meant otherwise.
    void refuseUnclearProduct(bool afterDivision);
    /// Refuses e^2x, where the exponent may be meant to go on; x^2y and e^x sin x are clear.
    void refuseUnclearExponent(std::size_t base, std::size_t exponent) const;
    void expectClose(const Token& opened);
    /// Refuses a formula such as sin(2πt), which would be constant.
    [[noreturn]] void failWithoutVariable() const;
    [[noreturn]] void failUnexpected() const;
    [[noreturn]] void failBars() const;

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t variables_;
    std::size_t next_ = 0;
    int depth_ = 0;
    Bars bars_;
    Expression tree_;
    std::vector<Spelling> spellings_; ///< by node
    std::vector<std::string> parameters_;
    std::size_t firstParameter_ = 0; ///< token of the first parameter
    bool usesVariable_ = false;
    bool implicit_ = false;
    bool logarithm_ = false;
};

} // namespace gradewise
