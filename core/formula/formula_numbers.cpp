#include "core/formula/formula_numbers.h"

#include "core/formula/formula.h"
#include "core/formula/formula_characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace gradewise {

namespace {

bool isWordPart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr std::array<std::string_view, 4> separators = {"_", "'", "’", "`"};
constexpr std::array<std::string_view, 12> raising = {"^", "**", "⁻", "⁰", "¹", "²",
                                                      "³", "⁴",  "⁵", "⁶", "⁷", "⁸"};

struct Notation {
    char letter; ///< behind the 0
    int base;
    std::string_view name;
};
constexpr std::array notations = {Notation{'x', 16, "a hexadecimal"}, Notation{'b', 2, "a binary"},
                                  Notation{'o', 8, "an octal"}};

class NumberReader {
public:
    NumberReader(std::string_view text, std::size_t position)
        : rest_(text.substr(position)), position_(position) {
        const std::size_t before = text.substr(0, position).find_last_not_of(' ');
        continues_ = before != std::string_view::npos && (isDigit(text[before]) || text[before] == ',');
    }

    std::size_t read() {
        refuseOtherNotations();
        digits();
        refuseSeparators();
        if (end_ > 1 && rest_[0] == '0' && !continues_)
            fail(end_, fmt::format("Numbers are decimal; leave out the zeros in front: {}.",
                                   withoutZeros(rest_.substr(0, end_))));
        if (at(end_) == '.') {
            ++end_;
            digits();
            refuseSeparators();
        }
        if (at(end_) == '.')
            failPoints();
        exponent();
        if ((at(end_) == 'd' || at(end_) == 'D') && isDigit(at(end_ + 1)))
            fail(wordEnd(end_),
                 fmt::format("This looks like a number of another language; write {0}e{1}, or {0}*{2}.",
                             typed(0, end_), typed(end_ + 1, wordEnd(end_)), typed(end_, wordEnd(end_))));
        double value = 0.0;
        if (std::from_chars(rest_.data(), rest_.data() + end_, value).ec != std::errc{})
            fail(end_, "This number is too large or too small; use one between 1e-300 and 1e300.");
        return end_;
    }

private:
    char at(std::size_t offset) const { return offset < rest_.size() ? rest_[offset] : '\0'; }
    bool startsAt(std::size_t offset, std::string_view sign) const {
        return offset <= rest_.size() && rest_.substr(offset).starts_with(sign);
    }
    /// A piece of the text, for a sentence.
    std::string typed(std::size_t from, std::size_t to) const {
        constexpr std::size_t most = 24;
        const std::string_view piece = rest_.substr(from, to - from);
        return fmt::format("{}{}", piece.substr(0, most), piece.size() <= most ? "" : "…");
    }
    std::size_t wordEnd(std::size_t from) const {
        while (isWordPart(at(from)))
            ++from;
        return from;
    }
    static std::string_view withoutZeros(std::string_view digits) {
        return digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    }

    [[noreturn]] void fail(std::size_t length, std::string sentence) const {
        throw FormulaError{position_, length, std::move(sentence)};
    }

    void digits() {
        while (isDigit(at(end_)))
            ++end_;
    }

    void refuseOtherNotations() const {
        if (at(0) != '0')
            return;
        for (const Notation& notation : notations) {
            const bool letter = at(1) == notation.letter || at(1) == notation.letter - 'a' + 'A';
            const char first = at(2);
            const bool hexadecimalDigit = (first >= 'a' && first <= 'f') || (first >= 'A' && first <= 'F');
            if (!letter || !(isDigit(first) || (notation.base == 16 && hexadecimalDigit)))
                continue;
            const std::size_t end = wordEnd(2);
            unsigned long long value = 0;
            const auto [stop, error] =
                std::from_chars(rest_.data() + 2, rest_.data() + end, value, notation.base);
            const bool whole = error == std::errc{} && stop == rest_.data() + end;
            fail(end, fmt::format("This looks like {} number, but numbers are decimal here{}.", notation.name,
                                  whole ? fmt::format("; write {}", value) : ""));
        }
    }

    void refuseSeparators() const {
        std::size_t end = end_;
        std::string plain(rest_.substr(0, end_));
        for (bool found = true; found;) {
            found = false;
            for (const std::string_view separator : separators)
                if (startsAt(end, separator) && (isDigit(at(end + separator.size())) || separator == "_")) {
                    end += separator.size();
                    for (; isDigit(at(end)); ++end)
                        plain += rest_[end];
                    found = true;
                }
        }
        if (end != end_)
            fail(end, fmt::format("Digits stand without signs between them; write {}.",
                                  plain.size() <= 24 ? plain : "them side by side"));
    }

    [[noreturn]] void failPoints() const {
        std::size_t end = end_;
        while (isDigit(at(end)) || at(end) == '.')
            ++end;
        fail(end, "A number has one decimal point, as in 1.5, and no signs between thousands.");
    }

    void exponent() {
        const char letter = at(end_);
        if (letter != 'e' && letter != 'E')
            return;
        const std::size_t sign = at(end_ + 1) == '+' || at(end_ + 1) == '-' ? 1 : 0;
        if (isDigit(at(end_ + 1 + sign))) {
            end_ += 1 + sign;
            digits();
            if (at(end_) == '.')
                failExponent();
            return;
        }
        const auto raises = [this](std::string_view mark) { return startsAt(end_ + 1, mark); };
        if (isWordPart(at(end_ + 1)) || (letter == 'e' && std::ranges::any_of(raising, raises)))
            return; // a name that begins with e, or e^x with a factor
        fail(end_ + 1,
             fmt::format("{0}{1} looks like a number whose exponent is missing; write {0}*{1} for a "
                         "product, or an exponent as in {0}e3.",
                         typed(0, end_), letter));
    }

    [[noreturn]] void failExponent() const {
        std::size_t end = end_ + 1;
        while (isDigit(at(end)))
            ++end;
        fail(end, "The exponent of a number is whole, as in 1e3; write 10^(3.5) for others.");
    }

    std::string_view rest_;
    std::size_t position_;
    std::size_t end_ = 0;
    bool continues_ = false; ///< the 000 of 1 000 and 1,000, about which others have more to say
};

} // namespace

std::size_t numberLength(std::string_view text, std::size_t position) {
    return NumberReader(text, position).read();
}

} // namespace gradewise
