#include "core/files/json_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace gradewise {

namespace {

constexpr std::size_t lineWidth = 110;

/// The text so far, and who is told how far it is.
struct Page {
    std::string text;
    const Watch* watch = nullptr;
    std::size_t scalars = 0; ///< in the text
    double expected = 1.0;   ///< of them in all

    void count() {
        if (watch != nullptr && *watch && ++scalars % 16384 == 0) // some milliseconds
            (*watch)(static_cast<double>(scalars) / expected);
    }
};

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

void addCompact(Page& page, const Json& value) {
    std::string& text = page.text;
    if (!value.is_structured()) {
        page.count();
        return addScalar(text, value);
    }
    const bool object = value.is_object();
    text += object ? '{' : '[';
    bool first = true;
    for (auto item = value.begin(); item != value.end(); ++item) {
        text += first ? "" : ", ";
        first = false;
        if (object)
            text += Json(item.key()).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        addCompact(page, *item);
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
    Page line;
    addCompact(line, value);
    return line.text.size() + indent <= lineWidth;
}

void addLaidOut(Page& page, const Json& value, std::size_t indent) {
    if (standsOnOneLine(value, indent))
        return addCompact(page, value);
    std::string& text = page.text;
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
        addLaidOut(page, *item, indent + 2);
    }
    text += '\n';
    text.append(indent, ' ');
    text += object ? '}' : ']';
}

} // namespace

std::string layoutJson(const Json& value, const Watch& watch) {
    Page page{{}, &watch};
    if (watch)
        page.expected = static_cast<double>(scalars(value, std::numeric_limits<std::size_t>::max()));
    addLaidOut(page, value, 0);
    page.text += '\n';
    return std::move(page.text);
}

std::string compactJson(const Json& value) {
    Page line;
    addCompact(line, value);
    return std::move(line.text);
}

} // namespace gradewise
