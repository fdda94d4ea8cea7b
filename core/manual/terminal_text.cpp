#include "core/manual/terminal_text.h"

#include "core/manual/pages.h"
#include "core/numbers/printable.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace gradewise {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view underlined = "\x1b[4m";
constexpr std::string_view usual = "\x1b[0m";
constexpr std::size_t gap = 2;            // between the columns of a table
constexpr std::size_t narrowestCell = 8;  // a column is not made narrower to let others fit
constexpr std::size_t narrowestText = 24; // narrower terminals get lines that are too long

/// What is not broken: letters with the sequences that give them their style.
struct Word {
    std::string text;
    std::size_t columns = 0;
};

std::string_view sequenceOf(const MarkdownSpan& span) {
    return span.strong || span.code ? bold : span.emphasis ? underlined : std::string_view();
}

/// The words of a text; a span may begin or end within a word.
class WordMaker {
public:
    explicit WordMaker(bool styled) : styled_(styled) {}

    std::vector<Word> of(const MarkdownText& text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool linkEnds = i + 1 == text.size() || text[i + 1].link != text[i].link;
            add(text[i]);
            if (leadsOutside(text[i].link) && linkEnds)
                add({" <" + text[i].link + '>'});
        }
        end();
        return std::move(words_);
    }

private:
    void add(const MarkdownSpan& span) {
        const std::string_view sequence = styled_ ? sequenceOf(span) : std::string_view();
        const bool quoted = span.code && !styled_;
        const std::string text = quoted ? '`' + span.text + '`' : span.text;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t blank = std::min(text.find(' ', at), text.size());
            piece(text.substr(at, blank - at), sequence);
            if (blank < text.size())
                end();
            at = blank + 1;
        }
    }

    void piece(const std::string& letters, std::string_view sequence) {
        if (letters.empty())
            return;
        word_.columns += columnsOf(letters);
        if (sequence.empty())
            word_.text += letters;
        else
            word_.text += std::string(sequence) + letters + std::string(usual);
    }

    void end() {
        if (word_.columns > 0)
            words_.push_back(std::exchange(word_, {}));
    }

    bool styled_;
    Word word_;
    std::vector<Word> words_;
};

/// Lines of at most so many columns.
std::vector<Word> broken(const std::vector<Word>& words, std::size_t columns) {
    std::vector<Word> lines;
    for (const Word& word : words) {
        if (lines.empty() || lines.back().columns + 1 + word.columns > columns) {
            lines.push_back(word);
        } else {
            lines.back().text += ' ' + word.text;
            lines.back().columns += 1 + word.columns;
        }
    }
    return lines;
}

std::string indented(const std::vector<Word>& lines, const std::string& first, const std::string& later) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i)
        text += (i == 0 ? first : later) + lines[i].text + '\n';
    return text;
}

using Cell = std::vector<Word>;

class TableMaker {
public:
    TableMaker(const MarkdownBlock& table, const TerminalStyle& style)
        : right_(table.right), room_(std::max(style.columns, narrowestText)) {
        for (const auto& row : table.rows) {
            std::vector<Cell>& cells = rows_.emplace_back();
            for (const MarkdownText& cell : row)
                cells.push_back(WordMaker(style.styled).of(cell));
        }
        chooseWidths();
    }

    std::string text() const { return fits_ ? aligned() : oneBelowTheOther(); }

private:
    std::string aligned() const {
        std::string all = row(0);
        for (std::size_t i = 0; i < widths_.size(); ++i)
            all += (i == 0 ? "" : std::string(gap, ' ')) + std::string(widths_[i], '-');
        all += '\n';
        for (std::size_t r = 1; r < rows_.size(); ++r)
            all += (r > 1 && wraps_ ? "\n" : "") + row(r);
        return all;
    }

    /// Where the columns do not fit beside each other: a row's cells as lines, each behind its title.
    std::string oneBelowTheOther() const {
        std::string all;
        for (std::size_t r = 1; r < rows_.size(); ++r) {
            all += r > 1 ? "\n" : "";
            for (std::size_t i = 0; i < rows_[r].size(); ++i) {
                if (rows_[r][i].empty())
                    continue;
                std::vector<Word> words = rows_[0][i];
                if (!words.empty()) {
                    words.back().text += ':';
                    ++words.back().columns;
                }
                words.insert(words.end(), rows_[r][i].begin(), rows_[r][i].end());
                all += indented(broken(words, room_ - 4), i == 0 ? "" : "  ", "    ");
            }
        }
        return all;
    }

    static std::size_t lineLength(const Cell& cell) {
        std::size_t length = 0;
        for (const Word& word : cell)
            length += word.columns + (length > 0 ? 1 : 0);
        return length;
    }

    /// As wide as the widest cell where there is room; otherwise the widest columns give up columns.
    void chooseWidths() {
        std::vector<std::size_t> least;
        widths_.assign(right_.size(), 1);
        least.assign(right_.size(), 1);
        for (const auto& row : rows_) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                widths_[i] = std::max(widths_[i], lineLength(row[i]));
                for (const Word& word : row[i])
                    least[i] = std::max(least[i], word.columns);
            }
        }
        const std::size_t gaps = gap * (widths_.size() - 1);
        while (std::accumulate(widths_.begin(), widths_.end(), gaps) > room_) {
            std::size_t widest = widths_.size();
            for (std::size_t i = 0; i < widths_.size(); ++i)
                if (widths_[i] > std::max(least[i], narrowestCell) &&
                    (widest == widths_.size() || widths_[i] > widths_[widest]))
                    widest = i;
            fits_ = widest < widths_.size();
            if (!fits_)
                return;
            --widths_[widest];
            wraps_ = true;
        }
    }

    std::string row(std::size_t index) const {
        std::vector<std::vector<Word>> cells;
        std::size_t height = 1;
        for (std::size_t i = 0; i < rows_[index].size(); ++i) {
            cells.push_back(broken(rows_[index][i], widths_[i]));
            height = std::max(height, cells.back().size());
        }
        std::string text;
        for (std::size_t line = 0; line < height; ++line) {
            std::string shown;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const Word part = line < cells[i].size() ? cells[i][line] : Word{};
                const std::string blanks(widths_[i] - std::min(widths_[i], part.columns), ' ');
                shown += (i == 0 ? "" : std::string(gap, ' ')) +
                         (right_[i] ? blanks + part.text : part.text + blanks);
            }
            shown.erase(shown.find_last_not_of(' ') + 1);
            text += shown + '\n';
        }
        return text;
    }

    std::vector<bool> right_;
    std::size_t room_;
    std::vector<std::vector<Cell>> rows_;
    std::vector<std::size_t> widths_;
    bool wraps_ = false;
    bool fits_ = true;
};

std::string headingText(const MarkdownBlock& block, const TerminalStyle& style) {
    const std::string title = plainText(block.text);
    if (style.styled)
        return std::string(bold) + title + std::string(usual) + '\n';
    return block.level > 2
               ? title + '\n'
               : title + '\n' + std::string(columnsOf(title), block.level == 1 ? '=' : '-') + '\n';
}

std::string codeText(const MarkdownBlock& block) {
    std::string text;
    std::string_view rest = block.code;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n') + 1;
        text += (end > 1 ? "    " : "") + std::string(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return text;
}

std::string itemText(const MarkdownBlock& block, const TerminalStyle& style) {
    const std::string margin(2 * static_cast<std::size_t>(block.level), ' ');
    const std::string first = margin + (block.number.empty() ? "-" : block.number) + ' ';
    const std::size_t room =
        std::max(style.columns, narrowestText) - std::min(first.size(), narrowestText / 2);
    return indented(broken(WordMaker(style.styled).of(block.text), room), first,
                    std::string(first.size(), ' '));
}

std::string blockText(const MarkdownBlock& block, const TerminalStyle& style) {
    switch (block.kind) {
    case MarkdownBlock::Kind::Heading:
        return headingText(block, style);
    case MarkdownBlock::Kind::Paragraph:
        return indented(
            broken(WordMaker(style.styled).of(block.text), std::max(style.columns, narrowestText)), {}, {});
    case MarkdownBlock::Kind::Item:
        return itemText(block, style);
    case MarkdownBlock::Kind::Code:
        return codeText(block);
    case MarkdownBlock::Kind::Table:
        return TableMaker(block, style).text();
    }
    return {};
}

} // namespace

std::string terminalText(std::span<const MarkdownBlock> blocks, const TerminalStyle& style) {
    std::string text;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool sameList = i > 0 && blocks[i].kind == MarkdownBlock::Kind::Item &&
                              blocks[i - 1].kind == MarkdownBlock::Kind::Item;
        if (i > 0 && !sameList)
            text += '\n';
        text += blockText(blocks[i], style);
    }
    return text;
}

} // namespace gradewise
