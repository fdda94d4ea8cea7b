// The canonical text of a formula, for people.
#include "core/target/formula_functions.h"
#include "core/target/formula_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>
#include <vector>

namespace gradewise {

namespace {

bool isWordPart(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Reading {
public:
    explicit Reading(const ReadFormula& formula) : formula_(formula) {}

    std::string shown(std::string_view text) const {
        std::string result;
        while (!text.empty()) {
            if (text.front() == '<' || text.front() == '>' || text.front() == '=' || text.front() == '!') {
                const std::size_t length = text.size() > 1 && text[1] == '=' ? 2 : 1;
                result += fmt::format(" {} ", text.substr(0, length));
                text.remove_prefix(length);
                continue;
            }
            std::size_t length = 0;
            while (length < text.size() && isWordPart(text[length]))
                ++length;
            if (length == 0 || std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
                length = std::max<std::size_t>(length, 1); // a number, or a sign
                result += text.substr(0, length);
                text.remove_prefix(length);
                continue;
            }
            const std::string_view name = text.substr(0, length);
            text.remove_prefix(length);
            result += text.starts_with('(') ? call(name, takeArguments(text)) : word(name);
        }
        return result;
    }

private:
    /// What the bracket at the beginning of `text` holds, apart at its commas; goes past the bracket.
    static std::vector<std::string_view> takeArguments(std::string_view& text) {
        std::vector<std::string_view> arguments;
        std::size_t begin = 1;
        int depth = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            depth += text[i] == '(' ? 1 : (text[i] == ')' ? -1 : 0);
            const bool ends = depth == 0;
            if (!ends && !(depth == 1 && text[i] == ','))
                continue;
            arguments.push_back(text.substr(begin, i - begin));
            begin = i + 1;
            if (ends)
                break;
        }
        text.remove_prefix(begin);
        return arguments;
    }

    std::string call(std::string_view name, const std::vector<std::string_view>& arguments) const {
        std::vector<std::string> texts;
        for (const std::string_view argument : arguments)
            texts.push_back(shown(argument));
        if (name == andName)
            return fmt::format("({} && {})", texts.at(0), texts.at(1));
        if (name == orName)
            return fmt::format("({} || {})", texts.at(0), texts.at(1));
        if (name == notName)
            return fmt::format("!({})", texts.at(0));
        if (name == chainName) {
            constexpr std::array<std::string_view, 6> signs = {"<", "<=", ">", ">=", "==", "!="};
            std::size_t code = 0;
            std::from_chars(texts.at(3).data(), texts.at(3).data() + texts.at(3).size(), code);
            return fmt::format("({} {} {} {} {})", texts.at(0), signs.at(code / 6), texts.at(1),
                               signs.at(code % 6), texts.at(2));
        }
        std::string all;
        for (const std::string& text : texts)
            all += (all.empty() ? "" : ", ") + text;
        return fmt::format("{}({})", name, all);
    }

    std::string word(std::string_view name) const {
        std::size_t index = 0;
        const bool numbered =
            name.starts_with('p') &&
            std::from_chars(name.data() + 1, name.data() + name.size(), index).ec == std::errc() &&
            index < formula_.parameters.size();
        return numbered ? formula_.parameters[index] : std::string(name);
    }

    const ReadFormula& formula_;
};

} // namespace

std::string shownReading(const ReadFormula& formula) {
    return Reading(formula).shown(formula.canonical);
}

} // namespace gradewise
