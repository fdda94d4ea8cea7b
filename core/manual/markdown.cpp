#include "core/manual/markdown.h"

#include <algorithm>
#include <optional>

namespace gradewise {

namespace {

constexpr std::string_view fence = "```";

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isBlank(std::string_view line) {
    return trimmed(line).empty();
}

/// The cells of "| a | b |"; a bar behind a backslash belongs to its cell.
std::vector<std::string> cellsOf(std::string_view line) {
    line = trimmed(line);
    if (line.starts_with('|'))
        line.remove_prefix(1);
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < line.size(); ++i)
        if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|')
            cells.back() += line[++i];
        else if (line[i] == '|')
            cells.emplace_back();
        else
            cells.back() += line[i];
    if (isBlank(cells.back()))
        cells.pop_back();
    for (std::string& cell : cells)
        cell = trimmed(cell);
    return cells;
}

/// The row between titles and content, "| --- | ---: |".
bool isRule(std::string_view line) {
    return trimmed(line).starts_with('|') && line.find('-') != std::string_view::npos &&
           line.find_first_not_of("|-: \t") == std::string_view::npos;
}

struct ItemStart {
    int level;
    std::string number;
    std::string_view text;
};

std::optional<ItemStart> itemOn(std::string_view line) {
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(blanks);
    const auto level = static_cast<int>(blanks / 2);
    if (rest.starts_with("- "))
        return ItemStart{level, {}, trimmed(rest.substr(2))};
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits > 0 && rest.substr(digits).starts_with(". "))
        return ItemStart{level, std::string(rest.substr(0, digits + 1)), trimmed(rest.substr(digits + 2))};
    return std::nullopt;
}

/// How many # begin a heading, or 0.
int headingLevel(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    return level >= 1 && level <= 6 && line.substr(level).starts_with(' ') ? static_cast<int>(level) : 0;
}

/// Reads the blocks of a page, line by line.
class PageReader {
public:
    explicit PageReader(std::string_view page) : lines_(linesOf(page)) {}

    std::vector<MarkdownBlock> read() {
        while (at_ < lines_.size())
            readBlock();
        return std::move(blocks_);
    }

private:
    void readBlock() {
        const std::string_view line = lines_[at_];
        if (isBlank(line))
            ++at_;
        else if (trimmed(line).starts_with(fence))
            readCode();
        else if (headingLevel(line) > 0)
            readHeading();
        else if (startsTable())
            readTable();
        else if (const auto item = itemOn(line))
            readItem(*item);
        else
            readParagraph();
    }

    void readHeading() {
        MarkdownBlock block{MarkdownBlock::Kind::Heading, headingLevel(lines_[at_])};
        block.text = readMarkdownLine(trimmed(lines_[at_].substr(static_cast<std::size_t>(block.level))));
        block.anchor = anchorOf(plainText(block.text));
        blocks_.push_back(std::move(block));
        ++at_;
    }

    void readCode() {
        MarkdownBlock block{MarkdownBlock::Kind::Code};
        block.language = trimmed(trimmed(lines_[at_]).substr(fence.size()));
        for (++at_; at_ < lines_.size() && !trimmed(lines_[at_]).starts_with(fence); ++at_)
            block.code += std::string(lines_[at_]) + '\n';
        ++at_;
        blocks_.push_back(std::move(block));
    }

    bool startsTable() const {
        return trimmed(lines_[at_]).starts_with('|') && at_ + 1 < lines_.size() && isRule(lines_[at_ + 1]);
    }

    void readTable() {
        MarkdownBlock block{MarkdownBlock::Kind::Table};
        const std::vector<std::string> titles = cellsOf(lines_[at_]);
        for (const std::string& rule : cellsOf(lines_[at_ + 1]))
            block.right.push_back(rule.ends_with(':'));
        block.right.resize(titles.size());
        addRow(block, titles, titles.size());
        for (at_ += 2; at_ < lines_.size() && trimmed(lines_[at_]).starts_with('|'); ++at_)
            addRow(block, cellsOf(lines_[at_]), titles.size());
        blocks_.push_back(std::move(block));
    }

    static void addRow(MarkdownBlock& table, std::vector<std::string> cells, std::size_t columns) {
        cells.resize(columns);
        std::vector<MarkdownText>& row = table.rows.emplace_back();
        for (const std::string& cell : cells)
            row.push_back(readMarkdownLine(cell));
    }

    void readItem(const ItemStart& item) {
        MarkdownBlock block{MarkdownBlock::Kind::Item, item.level};
        block.number = item.number;
        block.text = readMarkdownLine(joined(std::string(item.text)));
        blocks_.push_back(std::move(block));
    }

    void readParagraph() {
        MarkdownBlock block{MarkdownBlock::Kind::Paragraph};
        block.text = readMarkdownLine(joined(std::string(trimmed(lines_[at_]))));
        blocks_.push_back(std::move(block));
    }

    /// The lines that go on with `text`, the one at hand, up to where something else begins.
    std::string joined(std::string text) {
        for (++at_; at_ < lines_.size(); ++at_) {
            const std::string_view line = lines_[at_];
            if (isBlank(line) || trimmed(line).starts_with(fence) || headingLevel(line) > 0 || itemOn(line) ||
                startsTable())
                break;
            text += ' ';
            text += trimmed(line);
        }
        return text;
    }

    std::vector<std::string_view> lines_;
    std::size_t at_ = 0;
    std::vector<MarkdownBlock> blocks_;
};

} // namespace

std::vector<MarkdownBlock> readMarkdown(std::string_view page) {
    return PageReader(page).read();
}

} // namespace gradewise
