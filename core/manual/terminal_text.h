// Pages of the manual for a terminal.
#pragma once

#include "core/manual/markdown.h"

#include <span>

namespace gradewise {

struct TerminalStyle {
    std::size_t columns = 80; ///< no line is longer, but for code and single words that are
    bool styled = false;      ///< bold and underlined letters by escape sequences; otherwise plain text
};

/// Headings, text broken into lines, aligned tables, indented code. Where plain, code stands in `backquotes`.
/// Links to other sites show where they lead.
std::string terminalText(std::span<const MarkdownBlock> blocks, const TerminalStyle& style);

} // namespace gradewise
