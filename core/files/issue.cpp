#include "core/files/issue.h"

#include "core/numbers/printable.h"

#include <fmt/format.h>

namespace gradewise {

std::string describe(const std::vector<Issue>& issues) {
    constexpr std::size_t longestSentence = 4000; // characters
    std::string text;
    for (const Issue& issue : issues) {
        std::string place = printable(issue.path);
        if (issue.line > 0)
            place += fmt::format("{}line {}, column {}{}", place.empty() ? "" : " (", issue.line,
                                 issue.column, issue.path.empty() ? "" : ")");
        text += fmt::format("{}{}{}{}", text.empty() ? "" : "\n", place, place.empty() ? "" : ": ",
                            printable(issue.sentence, longestSentence));
    }
    return text;
}

} // namespace gradewise
