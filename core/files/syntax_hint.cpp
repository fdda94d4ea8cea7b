#include "core/files/syntax_hint.h"

#include "core/files/text_cursor.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>

namespace gradewise {

std::string syntaxHint(std::string_view text, std::size_t offset, std::string_view parserSays) {
    const std::string_view rest = text.substr(std::min(offset, text.size()));
    if (text.find_first_not_of(jsonBlanks) == std::string_view::npos)
        return "The file is empty; an experiment is a JSON object that begins with '{'.";
    if (rest.empty())
        return "The file ends too early: a closing bracket, brace or quote is missing.";
    if (rest.front() == '\'')
        return "Texts and keys stand in double quotes (\"), not in single ones.";
    if (rest.front() == '/' || rest.front() == '#')
        return "Comments are not allowed in JSON; the key \"notes\" takes remarks.";
    if (rest.starts_with("NaN") || rest.starts_with("Infinity") || rest.starts_with("-Infinity") ||
        rest.starts_with("inf") || rest.starts_with("nan"))
        return "NaN and Infinity are not numbers in JSON.";
    if (rest.front() == '}' || rest.front() == ']') {
        const std::size_t before = text.find_last_not_of(jsonBlanks, offset == 0 ? 0 : offset - 1);
        if (before != std::string_view::npos && text[before] == ',')
            return "The comma before this closing bracket must go.";
    }
    return fmt::format("This is not valid JSON: {}.", printable(parserSays));
}

} // namespace gradewise
