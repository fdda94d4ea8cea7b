// Where the tokens of JSON text stand. Internal to reading files.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gradewise {

inline constexpr std::string_view jsonBlanks = " \t\r\n";
inline constexpr std::string_view jsonNumerals = "+-.0123456789eE";

/// Follows the parser through the text. The parser does not say where its tokens stand, but it delivers them
/// in order, and between two tokens there is only white space, a comma or a colon.
class TextCursor {
public:
    explicit TextCursor(std::string_view text) : text_(text) {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF")
            position_ = 3;
    }
    /// Where the next token begins.
    std::size_t next() const {
        const std::size_t found = text_.find_first_not_of(" \t\r\n,:", position_);
        return std::min(found, text_.size());
    }
    /// Steps over the token at next() and returns where it began.
    std::size_t skipLength(std::size_t length) {
        const std::size_t begin = next();
        position_ = begin + length;
        return begin;
    }
    std::size_t skipNumber() {
        const std::size_t begin = next();
        position_ = std::min(text_.find_first_not_of(jsonNumerals, begin), text_.size());
        return begin;
    }
    std::size_t skipString() {
        const std::size_t begin = next();
        std::size_t end = begin + 1;
        while (end < text_.size() && text_[end] != '"')
            end += text_[end] == '\\' ? 2 : 1;
        position_ = end + 1;
        return begin;
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

} // namespace gradewise
