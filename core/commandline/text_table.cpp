#include "core/commandline/text_table.h"

#include "core/numbers/printable.h"

#include <algorithm>

namespace gradewise {

namespace {

std::string padded(const std::string& text, std::size_t columns, Align align) {
    const std::string blanks(columns - std::min(columns, columnsOf(text)), ' ');
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
        widths.push_back(columnsOf(column.title));
    }
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    std::string text = line(titles, columns, widths);
    for (const auto& row : rows)
        text += line(row, columns, widths);
    return text;
}

} // namespace gradewise
