#include "core/numbers/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace gradewise {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Unicode's categories Cc and Cf, line and paragraph separators, and signs that look like nothing.
constexpr auto invisibles = std::to_array<Range>({
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},       {0x34f, 0x34f},     {0x61c, 0x61c},
    {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f}, {0x3164, 0x3164}, {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
    {0xfff0, 0xfffb}, {0xfffe, 0xffff}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
});

std::string escape(char32_t character) {
    switch (character) {
    case U'\n':
        return "\\n";
    case U'\r':
        return "\\r";
    case U'\t':
        return "\\t";
    default:
        break;
    }
    const auto number = static_cast<std::uint32_t>(character);
    return character < 0x80 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

} // namespace

std::size_t characterLength(std::string_view text) {
    if (text.empty())
        return 0;
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

char32_t codePoint(std::string_view text) {
    const auto byte = [text](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    switch (characterLength(text)) {
    case 2:
        return ((byte(0) & 0x1fU) << 6U) | (byte(1) & 0x3fU);
    case 3:
        return ((byte(0) & 0x0fU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU);
    case 4:
        return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3fU) << 12U) | ((byte(2) & 0x3fU) << 6U) |
               (byte(3) & 0x3fU);
    default:
        return byte(0);
    }
}

std::size_t columnsOf(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }));
}

bool isInvisible(char32_t character) {
    return std::ranges::any_of(invisibles, [character](const Range& range) {
        return range.first <= character && character <= range.last;
    });
}

std::string printable(std::string_view text, std::size_t most) {
    std::string shown;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == most)
            return shown + "…";
        const std::size_t length = characterLength(text);
        if (length == 0) {
            shown += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(text[0])));
            text.remove_prefix(1);
            continue;
        }
        const char32_t character = codePoint(text);
        shown += isInvisible(character) ? escape(character) : std::string(text.substr(0, length));
        text.remove_prefix(length);
    }
    return shown;
}

std::string printablePath(const std::filesystem::path& path) {
    constexpr std::size_t longest = 1000;
    return printable(path.string(), longest);
}

std::string printableJson(std::string_view json) {
    std::string shown;
    shown.reserve(json.size());
    while (!json.empty()) {
        const std::size_t length = std::max<std::size_t>(characterLength(json), 1);
        const char32_t character = codePoint(json);
        const auto number = static_cast<std::uint32_t>(character);
        if (!isInvisible(character))
            shown += json.substr(0, length);
        else if (number < 0x10000)
            shown += fmt::format("\\u{:04x}", number);
        else
            shown += fmt::format("\\u{:04x}\\u{:04x}", 0xd800U + ((number - 0x10000U) >> 10U),
                                 0xdc00U + (number & 0x3ffU));
        json.remove_prefix(length);
    }
    return shown;
}

} // namespace gradewise
