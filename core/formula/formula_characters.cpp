#include "core/formula/formula_characters.h"

#include "core/formula/formula.h"
#include "core/numbers/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string>
#include <utility>

namespace gradewise {

namespace {

constexpr auto blanks = std::to_array<std::string_view>(
    {" ",      "\t",     "\n",     "\r",     "\v",     "\f",     "\u00a0", "\u1680",
     "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
     "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"});

constexpr auto zeroWidth =
    std::to_array<std::string_view>({"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"});

constexpr std::string_view radians = "Angles are in radians; for an angle in degrees write x*pi/180.";
constexpr std::string_view quotes = "Write the formula without quotes.";
constexpr std::string_view squareBracket = "Square brackets have no meaning here; use round brackets.";
constexpr std::string_view curly = "Curly brackets have no meaning here; use round brackets.";

/// Signs that people try, with the way out.
constexpr auto advice = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"=", "A formula has no '='; write only what stands to the right of it, or == to compare two values."},
    {"[", squareBracket},
    {"]", squareBracket},
    {"{", curly},
    {"}", curly},
    {"\\", "Leave out the backslash: write sin(x), pi, sqrt(x)."},
    {"%", "There is no sign % here; write mod(a, b) for a remainder, and 0.05 for 5 per cent."},
    {";", "A formula is one expression; leave out what follows the ';'."},
    {"&", "Write && to ask whether both conditions hold."},
    {".", "A point belongs between digits, as in 0.5; leave out prefixes such as 'np.'."},
    {"°", radians},
    {"º", radians},
    {"∞", "Infinity is not a number that can be learned; use a large number."},
    {"±", "One formula has one value; write + or -."},
    {"∓", "One formula has one value; write + or -."},
    {"'", "A ' has no meaning here; a derivative must be written out."},
    {"′", "A ′ has no meaning here; a derivative must be written out."},
    {"’", "A ’ has no meaning here; a derivative must be written out."},
    {"\"", quotes},
    {"`", quotes},
    {"“", quotes},
    {"”", quotes},
    {"„", quotes},
    {"—", "This is a dash; write - for minus."},
    {"∑", "There are no sums with a running index here; write out what is added."},
    {"∫", "There are no integrals here; write out the function."},
    {"∂", "There are no derivatives here; write out the function."},
    {"∧", "Write && to ask whether both conditions hold."},
    {"∨", "Write || to ask whether one of two conditions holds."},
    {"¬", "Write ! for not."},
    {"≈", "Two values are compared by ==, <, <=, >, >= or !=."},
    {"∜", "There is no sign for this root; write (x)^(1/4)."},
    {"⌊", "Write floor( )."},
    {"⌋", "Write floor( )."},
    {"⌈", "Write ceil( )."},
    {"⌉", "Write ceil( )."},
    {"ⁿ", "This raised letter has no meaning here; write ^n."},
    {"ˣ", "This raised letter has no meaning here; write ^x."},
    {"⁺", "A raised + has no meaning here; write ^( )."},
});

struct Kind {
    char32_t first;
    char32_t last;
    std::string_view sentence;
};

constexpr std::string_view otherDigits = "Digits are written as 0 to 9; type this one again.";
constexpr std::string_view fullWidth = "This is a full-width character; type the ordinary one.";
constexpr std::string_view subscript = "There are no subscripts here; write the digit on the line, as in x1.";
constexpr std::string_view typeset = "This is a letter of a formula's typesetting; type the ordinary letter.";
constexpr std::string_view cyrillic =
    "This is a Cyrillic letter, even if it looks like a Latin one; type the Latin letter.";
constexpr std::string_view fraction = "This fraction has no meaning here; write 1/3 or what else it is.";

constexpr auto kinds = std::to_array<Kind>({
    {0x400, 0x52f, cyrillic},
    {0x660, 0x669, otherDigits},
    {0x6f0, 0x6f9, otherDigits},
    {0x7c0, 0x7c9, otherDigits},
    {0x966, 0x96f, otherDigits},
    {0x9e6, 0x9ef, otherDigits},
    {0xe50, 0xe59, otherDigits},
    {0x2080, 0x209c, subscript},
    {0x2102, 0x2149, typeset},
    {0x2150, 0x215f, fraction},
    {0x2460, 0x2473, otherDigits},
    {0xff01, 0xff5e, fullWidth},
    {0x1d400, 0x1d7cd, typeset},
    {0x1d7ce, 0x1d7ff, otherDigits},
});

std::size_t lengthOfAny(std::string_view text, const auto& characters) {
    const auto found =
        std::ranges::find_if(characters, [text](std::string_view one) { return text.starts_with(one); });
    return found == characters.end() ? 0 : found->size();
}

std::string sentenceFor(char32_t character, std::string_view typed) {
    const auto number = static_cast<std::uint32_t>(character);
    if (isInvisible(character))
        return character < 0x80
                   ? "There is an invisible control character here; delete it."
                   : fmt::format("There is an invisible character here (U+{:04X}); delete it.", number);
    for (const Kind& kind : kinds)
        if (kind.first <= character && character <= kind.last)
            return std::string(kind.sentence);
    return fmt::format("The character '{}'{} has no meaning in a formula; delete it or use another sign.",
                       typed, character < 0x80 ? "" : fmt::format(" (U+{:04X})", number));
}

} // namespace

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

std::size_t blankLength(std::string_view text) {
    return lengthOfAny(text, blanks);
}

std::size_t zeroWidthLength(std::string_view text) {
    return lengthOfAny(text, zeroWidth);
}

void refuseCharacter(std::string_view text, std::size_t position) {
    const std::string_view rest = text.substr(position);
    for (const auto& [sign, sentence] : advice)
        if (rest.starts_with(sign))
            throw FormulaError{position, sign.size(), std::string(sentence)};
    const std::size_t length = characterLength(rest);
    if (length == 0)
        throw FormulaError{position, 1, "These bytes are not text in UTF-8; type this place again."};
    throw FormulaError{position, length, sentenceFor(codePoint(rest), rest.substr(0, length))};
}

} // namespace gradewise
