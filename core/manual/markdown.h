// The Markdown that the pages of the manual are written in, read into a list of blocks. From it come the
// window's pages, the terminal's and the search, so that all three read the same text in the same way.
//
// Understood are headings (#), paragraphs, lists (-, 1., one level a two blanks' indentation), fenced code
// (```), tables with a title row, and within text **strong**, *emphasis*, `code`, [links](page.md#section)
// and a backslash before a sign that would be one of these. Everything else is text. Nothing throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

/// A piece of text in one style.
struct MarkdownSpan {
    std::string text;
    bool strong = false;
    bool emphasis = false;
    bool code = false;
    std::string link = {}; ///< as written: "solvers.md#varpro", "https://…"; empty: no link

    bool operator==(const MarkdownSpan&) const = default;
};

using MarkdownText = std::vector<MarkdownSpan>;

struct MarkdownBlock {
    enum class Kind { Heading, Paragraph, Item, Code, Table };
    Kind kind = Kind::Paragraph;
    int level = 0;           ///< of a heading, from 1; of an item, how deep it stands in other lists, from 0
    std::string anchor = {}; ///< of a heading: what a link says after #
    MarkdownText text = {};  ///< of a heading, a paragraph, an item
    std::string number = {}; ///< of an item in a numbered list: "1."
    std::string language = {};                        ///< of code: what stands behind ```
    std::string code = {};                            ///< its lines, each with its end
    std::vector<std::vector<MarkdownText>> rows = {}; ///< of a table; the first one holds the titles
    std::vector<bool> right = {};                     ///< its columns that stand at the right
};

std::vector<MarkdownBlock> readMarkdown(std::string_view page);
/// One line of it, without blocks.
MarkdownText readMarkdownLine(std::string_view line);

/// Without its styles.
std::string plainText(const MarkdownText& text);
/// With small letters in place of the capitals A to Z.
std::string smallLetters(std::string_view text);
/// What a link to a heading says after #, as GitHub makes it: small letters, blanks as hyphens, no other
/// signs.
std::string anchorOf(std::string_view heading);

} // namespace gradewise
