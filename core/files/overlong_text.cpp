#include "core/files/overlong_text.h"

#include "core/files/located_json.h"
#include "core/files/syntax_hint.h"
#include "core/files/text_cursor.h"

#include <algorithm>
#include <string>

namespace gradewise {

namespace {

constexpr std::size_t longestWritten = 6 * longestText;   ///< "\\u0041" for each of its letters
constexpr std::size_t longestRun = std::size_t{1} << 20U; ///< of blanks, or of a number's characters

/// The first place from which on there are more characters of that kind in a row; the end of the text when
/// there is none.
std::size_t firstLongRun(std::string_view text, std::string_view kind) {
    std::size_t at = 0;
    while (text.size() - at > longestRun) {
        // Any such run covers a place that is a multiple of its length further on: look there first.
        const std::size_t probe = at + longestRun;
        if (kind.find(text[probe]) == std::string_view::npos) {
            at = probe + 1;
            continue;
        }
        const std::size_t before = text.substr(0, probe).find_last_not_of(kind);
        const std::size_t begin = std::max(at, before == std::string_view::npos ? 0 : before + 1);
        const std::size_t end = std::min(text.find_first_not_of(kind, probe), text.size());
        if (end - begin > longestRun)
            return begin;
        at = end;
    }
    return text.size();
}

/// Where the first text begins that is longer than any of ours; the end where there is none.
std::size_t firstLongText(std::string_view text) {
    if (text.size() <= longestText)
        return text.size();
    for (std::size_t begin = text.find('"'); begin != std::string_view::npos; begin = text.find('"', begin)) {
        std::size_t end = text.find_first_of("\"\\", begin + 1);
        while (end != std::string_view::npos && text[end] == '\\')
            end = text.find_first_of("\"\\", std::min(end + 2, text.size()));
        const std::size_t next = std::min(end, text.size() - 1) + 1;
        if (next - begin > longestWritten)
            return begin;
        begin = next;
    }
    return text.size();
}

} // namespace

std::optional<Issue> firstTooLong(std::string_view text) {
    const auto at = [text](std::size_t offset, std::string sentence) -> std::optional<Issue> {
        if (offset >= text.size())
            return std::nullopt;
        const TextPlace place = placeOf(text, offset);
        return Issue{{}, std::move(sentence), place.line, place.column};
    };
    const std::size_t desert = firstLongRun(text, jsonBlanks);
    const bool empty = desert < text.size() && text.find_first_not_of(jsonBlanks) == std::string_view::npos;
    if (auto issue = at(desert, empty ? syntaxHint({}, 0, {})
                                      : "From here on there are more than a million blanks in a row; this is "
                                        "no file of Gradewise."))
        return issue;
    if (auto issue = at(firstLongRun(text, jsonNumerals),
                        "From here on there are more than a million digits in a row; this is no file of "
                        "Gradewise."))
        return issue;
    return at(firstLongText(text), std::string(textTooLong));
}

} // namespace gradewise
