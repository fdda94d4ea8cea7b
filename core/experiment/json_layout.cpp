#include "core/experiment/json_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gradewise {

namespace {

constexpr std::size_t lineWidth = 110;

void addScalar(std::string& text, const Json& value) {
    if (!value.is_number_float()) {
        // Text that is not UTF-8 cannot stand in JSON; a replacement character is better than no file.
        text += value.dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
    }
    const double number = value.get<double>();
    if (!std::isfinite(number))
        text += "null";
    else if (number == 0.0)
        text += std::signbit(number) ? "-0.0" : "0"; // "-0" would be read as the whole number 0
    else
        fmt::format_to(std::back_inserter(text), "{}", number);
}

void addCompact(std::string& text, const Json& value) {
    if (!value.is_structured())
        return addScalar(text, value);
    const bool object = value.is_object();
    text += object ? '{' : '[';
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        text += first ? "" : ", ";
        first = false;
        if (object)
            text += Json(item.key()).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        addCompact(text, *item);
    }
    text += object ? '}' : ']';
}

bool isScalar(const Json& value) {
    return !value.is_structured();
}

/// Number of scalars inside, counted no further than `most`.
std::size_t scalars(const Json& value, std::size_t most) {
    if (isScalar(value))
        return 1;
    std::size_t count = 0;
    for (const Json& item : value) {
        count += scalars(item, most);
        if (count > most)
            break;
    }
    return count;
}

bool standsOnOneLine(const Json& value, std::size_t indent) {
    if (isScalar(value) || value.empty())
        return true;
    if (value.is_array() && std::all_of(value.begin(), value.end(), isScalar))
        return true;
    if (scalars(value, lineWidth) > lineWidth / 2)
        return false;
    std::string text;
    addCompact(text, value);
    return text.size() + indent <= lineWidth;
}

void addLaidOut(std::string& text, const Json& value, std::size_t indent) {
    if (standsOnOneLine(value, indent))
        return addCompact(text, value);
    const bool object = value.is_object();
    const std::string margin(indent + 2, ' ');
    text += object ? "{\n" : "[\n";
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        text += first ? "" : ",\n";
        first = false;
        text += margin;
        if (object)
            text += Json(item.key()).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        addLaidOut(text, *item, indent + 2);
    }
    text += '\n';
    text.append(indent, ' ');
    text += object ? '}' : ']';
}

} // namespace

std::string layoutJson(const Json& value) {
    std::string text;
    addLaidOut(text, value, 0);
    text += '\n';
    return text;
}

std::string compactJson(const Json& value) {
    std::string text;
    addCompact(text, value);
    return text;
}

} // namespace gradewise
