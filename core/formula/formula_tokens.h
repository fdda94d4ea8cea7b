// The words of a typed formula, each with its place. Private to the room.
#pragma once

#include "core/formula/formula.h"

#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

enum class TokenKind {
    Number, ///< text: digits as C++ reads them
    Name,   ///< text: the name; π and τ arrive as "pi" and "tau"
    Plus,
    Minus,
    Times,
    Divide,
    Power,       ///< ^ or **
    Superscript, ///< text: an integer
    Root,        ///< √ or ∛; text: "sqrt" or "cbrt"
    Open,
    Close,
    Comma,
    Bar,
    Comparison, ///< text: < <= > >= == !=
    And,
    Not, ///< ! that is not part of !=
    Question,
    Colon,
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::size_t position = 0; ///< byte offset in the text as typed
    std::size_t length = 0;   ///< bytes as typed
    std::string text;         ///< what it says, in ASCII where the list above says so
};

/// The tokens of `text`, the last one of kind End. Throws FormulaError on a character that has no meaning, on
/// bytes that are not UTF-8, and on numbers that a double cannot hold.
std::vector<Token> tokenise(std::string_view text);

} // namespace gradewise
