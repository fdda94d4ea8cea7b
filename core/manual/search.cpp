#include "core/manual/search.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

namespace gradewise {

namespace {

constexpr std::size_t excerptBefore = 30; // bytes around the first place
constexpr std::size_t excerptAfter = 60;

/// The text of a block as it is searched and shown.
std::string textOf(const MarkdownBlock& block) {
    switch (block.kind) {
    case MarkdownBlock::Kind::Heading:
    case MarkdownBlock::Kind::Paragraph:
    case MarkdownBlock::Kind::Item:
        return plainText(block.text);
    case MarkdownBlock::Kind::Code:
        return block.code;
    case MarkdownBlock::Kind::Table: {
        std::string all;
        for (const auto& row : block.rows)
            for (const MarkdownText& cell : row)
                all += plainText(cell) + ' ';
        return all;
    }
    }
    return {};
}

struct Section {
    ManualPlace place;
    std::string heading;
    std::string text;
};

std::vector<Section> sectionsOf(const ManualPage& page) {
    std::vector<Section> sections;
    for (const MarkdownBlock& block : page.blocks)
        if (block.kind == MarkdownBlock::Kind::Heading)
            sections.push_back(
                {{&page, block.level == 1 ? std::string() : block.anchor}, plainText(block.text), {}});
        else if (!sections.empty())
            sections.back().text += textOf(block) + ' ';
    return sections;
}

std::size_t countOf(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + word.size()))
        ++count;
    return count;
}

bool beginsCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
}

/// Some of the text around `place`, cut between words.
std::string excerpt(const std::string& text, std::size_t place) {
    std::size_t first = place > excerptBefore ? place - excerptBefore : 0;
    while (first > 0 && first < place && text[first - 1] != ' ' && text[first - 1] != '\n')
        ++first;
    std::size_t last = std::min(place + excerptAfter, text.size());
    while (last < text.size() && text[last] != ' ' && text[last] != '\n')
        ++last;
    while (first > 0 && !beginsCharacter(text[first]))
        --first;
    std::string shown = text.substr(first, last - first);
    std::ranges::replace(shown, '\n', ' ');
    while (shown.ends_with(' '))
        shown.pop_back();
    return (first > 0 ? "… " : "") + shown + (last + 1 < text.size() ? " …" : "");
}

} // namespace

std::vector<std::string> searchWords(std::string_view typed) {
    std::istringstream stream(smallLetters(typed));
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

std::vector<ManualHit> searchManual(std::string_view typed) {
    const std::vector<std::string> words = searchWords(typed);
    std::vector<ManualHit> inHeading;
    std::vector<ManualHit> inText;
    if (words.empty())
        return {};
    for (const ManualPage& page : manualPages()) {
        for (Section& section : sectionsOf(page)) {
            const std::string heading = smallLetters(section.heading);
            const std::string text = smallLetters(section.text);
            const auto occurs = [&](const std::string& word) {
                return heading.find(word) != std::string::npos || text.find(word) != std::string::npos;
            };
            if (!std::ranges::all_of(words, occurs))
                continue;
            ManualHit hit{section.place, section.heading, {}, 0};
            std::size_t first = std::string::npos;
            bool named = false;
            for (const std::string& word : words) {
                hit.count += countOf(heading, word) + countOf(text, word);
                first = std::min(first, text.find(word));
                named = named || heading.find(word) != std::string::npos;
            }
            if (first != std::string::npos)
                hit.excerpt = excerpt(section.text, first);
            (named ? inHeading : inText).push_back(std::move(hit));
        }
    }
    std::ranges::move(inText, std::back_inserter(inHeading));
    return inHeading;
}

} // namespace gradewise
