#include "core/commandline/text_table.h"

#include <algorithm>

namespace gradewise {

namespace {

/// Characters of UTF-8 text; every letter we write is one column wide.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::string padded(const std::string& text, std::size_t columns, Align align) {
    const std::string blanks(columns - std::min(columns, width(text)), ' ');
    return align == Align::Left ? text + blanks : blanks + text;
}

std::string line(const std::vector<std::string>& cells, const std::vector<TextColumn>& columns,
                 const std::vector<std::size_t>& widths) {
    std::string text;
    for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i)
        text += (i == 0 ? "" : "  ") + padded(cells[i], widths[i], columns[i].align);
    text.erase(text.find_last_not_of(' ') + 1);
    return text + '\n';
}

} // namespace

std::string textTable(const std::vector<TextColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> titles;
    std::vector<std::size_t> widths;
    for (const TextColumn& column : columns) {
        titles.push_back(column.title);
        widths.push_back(width(column.title));
    }
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    std::string text = line(titles, columns, widths);
    for (const auto& row : rows)
        text += line(row, columns, widths);
    return text;
}

} // namespace gradewise
