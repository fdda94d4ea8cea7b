// Aligned columns for the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

enum class Align { Left, Right };

struct TextColumn {
    std::string title;
    Align align = Align::Left;
};

/// The titles and the rows, each column as wide as its widest cell, two blanks apart, no blanks at line ends.
/// Rows may be shorter than the titles.
std::string textTable(const std::vector<TextColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows);

} // namespace gradewise
