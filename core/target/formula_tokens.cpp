#include "core/target/formula_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
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
    Sign{"–", TokenKind::Minus, ""},         Sign{"·", TokenKind::Times, ""},
    Sign{"⋅", TokenKind::Times, ""},         Sign{"×", TokenKind::Times, ""},
    Sign{"∗", TokenKind::Times, ""},         Sign{"∙", TokenKind::Times, ""},
    Sign{"÷", TokenKind::Divide, ""},        Sign{"∕", TokenKind::Divide, ""},
    Sign{"⁄", TokenKind::Divide, ""},        Sign{"√", TokenKind::Root, "sqrt"},
    Sign{"∛", TokenKind::Root, "cbrt"},      Sign{"π", TokenKind::Name, "pi"},
    Sign{"τ", TokenKind::Name, "tau"},       Sign{"∣", TokenKind::Bar, ""},
    Sign{"≤", TokenKind::Comparison, "<="},  Sign{"≥", TokenKind::Comparison, ">="},
    Sign{"≠", TokenKind::Comparison, "!="},  Sign{"½", TokenKind::Number, "0.5"},
    Sign{"¼", TokenKind::Number, "0.25"},    Sign{"¾", TokenKind::Number, "0.75"},
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

constexpr std::array blanks = {std::string_view{" "},      std::string_view{"\t"},
                               std::string_view{"\n"},     std::string_view{"\r"},
                               std::string_view{"\u00a0"}, std::string_view{"\u2009"},
                               std::string_view{"\u200b"}, std::string_view{"\u202f"},
                               std::string_view{"\u3000"}, std::string_view{"\ufeff"}};

/// Signs that people try, with the way out.
constexpr auto advice = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"=", "A formula has no '='; write only what stands to the right of it, or == to compare two values."},
    {"[", "Square brackets have no meaning here; use round brackets."},
    {"]", "Square brackets have no meaning here; use round brackets."},
    {"{", "Curly brackets have no meaning here; use round brackets."},
    {"}", "Curly brackets have no meaning here; use round brackets."},
    {"\\", "Leave out the backslash: write sin(x), pi, sqrt(x)."},
    {"%", "There is no sign for the remainder; write mod(a, b)."},
    {";", "A formula is one expression; leave out what follows the ';'."},
    {"&", "Write && to ask whether both conditions hold."},
    {".", "A point belongs between digits, as in 0.5; leave out prefixes such as 'np.'."},
    {"∞", "Infinity is not a number that can be learned; use a large number."},
});

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Bytes of the UTF-8 character that begins at text[0]; 0 when there is none.
std::size_t characterLength(std::string_view text) {
    const auto byte = [text](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : (first >= 0xe0 ? 3 : 2);
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0U) != 0x80U)
            return 0;
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    const bool tooLarge = first == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || tooLarge ? 0 : length;
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

    /// Bytes of the blank that comes next; 0 when there is none.
    std::size_t blankLength() const {
        for (const std::string_view blank : blanks)
            if (rest().starts_with(blank))
                return blank.size();
        return 0;
    }

    /// False at the end of the text.
    bool skipBlanks() {
        while (const std::size_t length = blankLength())
            position_ += length;
        return position_ < text_.size();
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
        refuse();
    }

    Token number() {
        std::size_t length = 0;
        const auto digits = [&] {
            while (isDigit(at(length)))
                ++length;
        };
        digits();
        if (at(length) == '.') {
            ++length;
            digits();
        }
        // An exponent needs a digit: 2e is twice e, 2e-x is 2e minus x.
        const std::size_t signLength = at(length + 1) == '+' || at(length + 1) == '-' ? 1 : 0;
        if ((at(length) == 'e' || at(length) == 'E') && isDigit(at(length + 1 + signLength))) {
            length += 2 + signLength;
            digits();
        }
        const std::string_view digitsTyped = rest().substr(0, length);
        double value = 0.0;
        const auto result = std::from_chars(digitsTyped.data(), digitsTyped.data() + length, value);
        if (result.ec != std::errc{})
            throw FormulaError{position_, length,
                               "This number is too large or too small; use one between 1e-300 and 1e300."};
        return take(TokenKind::Number, length, digitsTyped);
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

    [[noreturn]] void refuse() const {
        for (const auto& [sign, sentence] : advice)
            if (rest().starts_with(sign))
                throw FormulaError{position_, sign.size(), std::string(sentence)};
        const std::size_t length = characterLength(rest());
        if (length == 0)
            throw FormulaError{position_, 1, "These bytes are not text in UTF-8; type this place again."};
        const bool printable = length > 1 || (at(0) > ' ' && at(0) != '\x7f');
        if (!printable)
            throw FormulaError{position_, 1, "There is an invisible control character here; delete it."};
        throw FormulaError{
            position_, length,
            fmt::format("The character '{}' has no meaning in a formula; delete it or use another sign.",
                        rest().substr(0, length))};
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

} // namespace

std::vector<Token> tokenise(std::string_view text) {
    return Tokeniser(text).all();
}

} // namespace gradewise
