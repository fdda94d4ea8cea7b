#include "core/formula/formula_tokens.h"

#include "core/formula/formula_characters.h"
#include "core/formula/formula_numbers.h"
#include "core/numbers/printable.h"

#include <array>
#include <optional>
#include <utility>

namespace gradewise {

namespace {

/// What a character outside ASCII, or a sign of ASCII, stands for.
struct Sign {
    std::string_view typed;
    TokenKind kind;
    std::string_view text;
};

// Longer signs first where one begins with another.
constexpr std::array signs = {
    Sign{"**", TokenKind::Power, ""},        Sign{"<=", TokenKind::Comparison, "<="},
    Sign{">=", TokenKind::Comparison, ">="}, Sign{"==", TokenKind::Comparison, "=="},
    Sign{"!=", TokenKind::Comparison, "!="}, Sign{"<>", TokenKind::Comparison, "!="},
    Sign{"&&", TokenKind::And, ""},          Sign{"+", TokenKind::Plus, ""},
    Sign{"-", TokenKind::Minus, ""},         Sign{"*", TokenKind::Times, ""},
    Sign{"/", TokenKind::Divide, ""},        Sign{"^", TokenKind::Power, ""},
    Sign{"(", TokenKind::Open, ""},          Sign{")", TokenKind::Close, ""},
    Sign{",", TokenKind::Comma, ""},         Sign{"|", TokenKind::Bar, ""},
    Sign{"<", TokenKind::Comparison, "<"},   Sign{">", TokenKind::Comparison, ">"},
    Sign{"!", TokenKind::Not, ""},           Sign{"?", TokenKind::Question, ""},
    Sign{":", TokenKind::Colon, ""},         Sign{"−", TokenKind::Minus, ""},
    Sign{"–", TokenKind::Minus, ""},         Sign{"‐", TokenKind::Minus, ""},
    Sign{"‑", TokenKind::Minus, ""},         Sign{"‒", TokenKind::Minus, ""},
    Sign{"·", TokenKind::Times, ""},         Sign{"⋅", TokenKind::Times, ""},
    Sign{"×", TokenKind::Times, ""},         Sign{"∗", TokenKind::Times, ""},
    Sign{"∙", TokenKind::Times, ""},         Sign{"÷", TokenKind::Divide, ""},
    Sign{"∕", TokenKind::Divide, ""},        Sign{"⁄", TokenKind::Divide, ""},
    Sign{"√", TokenKind::Root, "sqrt"},      Sign{"∛", TokenKind::Root, "cbrt"},
    Sign{"π", TokenKind::Name, "pi"},        Sign{"τ", TokenKind::Name, "tau"},
    Sign{"∣", TokenKind::Bar, ""},           Sign{"≤", TokenKind::Comparison, "<="},
    Sign{"≥", TokenKind::Comparison, ">="},  Sign{"≠", TokenKind::Comparison, "!="},
    Sign{"½", TokenKind::Number, "0.5"},     Sign{"¼", TokenKind::Number, "0.25"},
    Sign{"¾", TokenKind::Number, "0.75"},
};

constexpr auto superscripts = std::to_array<std::pair<std::string_view, char>>({
    {"⁰", '0'},
    {"¹", '1'},
    {"²", '2'},
    {"³", '3'},
    {"⁴", '4'},
    {"⁵", '5'},
    {"⁶", '6'},
    {"⁷", '7'},
    {"⁸", '8'},
    {"⁹", '9'},
    {"⁻", '-'},
});

bool isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Greek letters Α … ω (U+0391 … U+03C9), each a name of its own, as people write ωx.
bool isGreek(std::string_view character) {
    return character.size() == 2 && character >= "Α" && character <= "ω";
}

/// Letters with accents, À … ɏ without × and ÷.
bool isAccented(std::string_view character) {
    return character.size() == 2 && character >= "À" && character <= "ɏ" && character != "×" &&
           character != "÷";
}

class Tokeniser {
public:
    explicit Tokeniser(std::string_view text) : text_(text) {}

    std::vector<Token> all() {
        std::vector<Token> tokens;
        while (skipBlanks())
            tokens.push_back(next());
        tokens.push_back({TokenKind::End, text_.size(), 0, {}});
        return tokens;
    }

private:
    std::string_view rest() const { return text_.substr(position_); }
    char at(std::size_t offset) const {
        return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
    }

    /// False at the end of the text.
    bool skipBlanks() {
        while (true) {
            std::size_t length = blankLength(rest());
            if (length == 0 && (length = zeroWidthLength(rest())) > 0 && withinWord(length))
                refuseCharacter(text_, position_);
            if (length == 0)
                return position_ < text_.size();
            position_ += length;
        }
    }

    /// Would the word go on without the `length` bytes that come next?
    bool withinWord(std::size_t length) const {
        const auto isWordPart = [](char c) { return isLatin(c) || isDigit(c) || (c & '\x80') != 0; };
        return position_ > 0 && isWordPart(text_[position_ - 1]) && isWordPart(at(length));
    }

    Token take(TokenKind kind, std::size_t length, std::string_view meaning) {
        Token token{kind, position_, length, std::string(meaning)};
        position_ += length;
        return token;
    }

    Token next() {
        if (isDigit(at(0)) || (at(0) == '.' && isDigit(at(1))))
            return number();
        if (auto token = superscript())
            return *token;
        for (const Sign& sign : signs)
            if (rest().starts_with(sign.typed))
                return take(sign.kind, sign.typed.size(), sign.text);
        if (const std::size_t length = nameLength(); length > 0)
            return take(TokenKind::Name, length, rest().substr(0, length));
        refuseCharacter(text_, position_);
    }

    Token number() {
        const std::size_t length = numberLength(text_, position_);
        return take(TokenKind::Number, length, rest().substr(0, length));
    }

    std::optional<Token> superscript() {
        std::string digits;
        std::size_t length = 0;
        for (bool found = true; found;) {
            found = false;
            for (const auto& [typed, digit] : superscripts)
                if (rest().substr(length).starts_with(typed)) {
                    digits += digit;
                    length += typed.size();
                    found = true;
                }
        }
        if (length == 0)
            return std::nullopt;
        const bool wellFormed =
            digits.size() <= 4 && digits.back() != '-' && digits.find('-', 1) == std::string::npos;
        if (!wellFormed)
            throw FormulaError{
                position_, length,
                "A raised exponent must be a whole number of at most three digits; write ^(…) for others."};
        return take(TokenKind::Superscript, length, digits);
    }

    /// A Greek letter with digits behind it, or Latin letters, digits and underscores.
    std::size_t nameLength() const {
        const auto character = [this](std::size_t offset) {
            const std::string_view from = rest().substr(offset);
            return from.empty() ? from : from.substr(0, characterLength(from));
        };
        std::size_t length = 0;
        if (isGreek(character(0))) {
            length = 2;
            while (isDigit(at(length)))
                ++length;
            return length;
        }
        while (isLatin(at(length)) || isAccented(character(length)) || (length > 0 && isDigit(at(length))))
            length += isLatin(at(length)) || isDigit(at(length)) ? 1 : 2;
        return length;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

} // namespace

std::vector<Token> tokenise(std::string_view text) {
    return Tokeniser(text).all();
}

} // namespace gradewise
