#include "core/experiment/located_json.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace gradewise {

namespace {

constexpr std::size_t maximumDepth = 64;
constexpr std::string_view blanks = " \t\r\n";

/// Follows the parser through the text. The parser does not say where its tokens stand, but it delivers them
/// in order, and between two tokens there is only white space, a comma or a colon.
class TextCursor {
public:
    explicit TextCursor(std::string_view text) : text_(text) {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF")
            position_ = 3;
    }
    /// Where the next token begins.
    std::size_t next() const {
        const std::size_t found = text_.find_first_not_of(" \t\r\n,:", position_);
        return std::min(found, text_.size());
    }
    /// Steps over the token at next() and returns where it began.
    std::size_t skipLength(std::size_t length) {
        const std::size_t begin = next();
        position_ = begin + length;
        return begin;
    }
    std::size_t skipNumber() {
        const std::size_t begin = next();
        position_ = std::min(text_.find_first_not_of("+-.0123456789eE", begin), text_.size());
        return begin;
    }
    std::size_t skipString() {
        const std::size_t begin = next();
        std::size_t end = begin + 1;
        while (end < text_.size() && text_[end] != '"')
            end += text_[end] == '\\' ? 2 : 1;
        position_ = end + 1;
        return begin;
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// What most likely went wrong at a place where the grammar was broken.
std::string syntaxHint(std::string_view text, std::size_t offset, std::string_view parserSays) {
    const std::string_view rest = text.substr(std::min(offset, text.size()));
    if (text.find_first_not_of(blanks) == std::string_view::npos)
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
        const std::size_t before = text.find_last_not_of(blanks, offset == 0 ? 0 : offset - 1);
        if (before != std::string_view::npos && text[before] == ',')
            return "The comma before this closing bracket must go.";
    }
    return fmt::format("This is not valid JSON: {}.", parserSays);
}

/// The part of the parser's message that says something about the text.
std::string_view meaningOf(std::string_view message) {
    const std::size_t column = message.find("column ");
    const std::size_t colon = message.find(": ", column == std::string_view::npos ? 0 : column);
    return colon == std::string_view::npos ? message : message.substr(colon + 2);
}

using Sax = nlohmann::json_sax<nlohmann::json>;

class TreeBuilder final : public Sax {
public:
    TreeBuilder(std::string_view text, const Watch& watch) : cursor_(text), watch_(watch) {}

    bool null() override { return add(nullptr, cursor_.skipLength(4)); }
    bool boolean(bool value) override { return add(value, cursor_.skipLength(value ? 4 : 5)); }
    bool number_integer(number_integer_t value) override {
        return add(static_cast<std::int64_t>(value), cursor_.skipNumber());
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add(static_cast<std::uint64_t>(value), cursor_.skipNumber());
    }
    bool number_float(number_float_t value, const string_t& digits) override {
        static_cast<void>(digits);
        return add(static_cast<double>(value), cursor_.skipNumber());
    }
    bool string(string_t& value) override { return add(std::move(value), cursor_.skipString()); }
    bool binary(binary_t& value) override {
        static_cast<void>(value);
        return false; // not in JSON text
    }
    bool start_object(std::size_t size) override {
        static_cast<void>(size);
        keys_.emplace_back();
        return open<JsonValue::Object>();
    }
    bool key(string_t& value) override {
        const std::size_t offset = cursor_.skipString();
        if (!keys_.back().insert(value).second)
            complain(offset, fmt::format("The key '{}' appears twice; keep one of them.", value));
        JsonMember& member = std::get<JsonValue::Object>(open_.back()->data).emplace_back();
        member.key = std::move(value);
        member.keyOffset = offset;
        return true;
    }
    bool end_object() override {
        keys_.pop_back();
        return close();
    }
    bool start_array(std::size_t size) override {
        static_cast<void>(size);
        return open<JsonValue::Array>();
    }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string& lastToken,
                     const nlohmann::detail::exception& error) override {
        static_cast<void>(lastToken);
        const std::size_t offset = std::min(cursor_.next(), position == 0 ? 0 : position - 1);
        // A number too large for a double is correct JSON, so the parser calls it "out of range" (406).
        complain(offset, error.id == 406 ? "This number is too large; the largest is about 1.8e308."
                                         : syntaxHint(cursor_.text(), std::max(offset, firstOf(position)),
                                                      meaningOf(error.what())));
        return false;
    }

    std::variant<JsonValue, std::vector<Issue>> take() {
        if (!issues_.empty())
            return std::move(issues_);
        return std::move(root_);
    }

private:
    /// At the end of the text the place is the end, although the cursor rests on nothing.
    std::size_t firstOf(std::size_t position) const {
        return position > cursor_.text().size() ? cursor_.text().size() : 0;
    }
    template <class T>
    bool add(T data, std::size_t offset) {
        newValue(offset).data.emplace<T>(std::move(data));
        return true;
    }
    /// A fresh value in the innermost open container, or the root.
    JsonValue& newValue(std::size_t offset) {
        JsonValue* value = &root_;
        if (!open_.empty()) {
            // The container that holds an open one does not grow while that is open: the pointers stay good.
            auto* array = std::get_if<JsonValue::Array>(&open_.back()->data);
            value = array != nullptr ? &array->emplace_back()
                                     : &std::get<JsonValue::Object>(open_.back()->data).back().value;
        }
        value->offset = offset;
        if (watch_ && ++values_ % valuesAWatch == 0)
            watch_(static_cast<double>(offset) / static_cast<double>(cursor_.text().size()));
        return *value;
    }
    template <class Container>
    bool open() {
        const std::size_t offset = cursor_.skipLength(1);
        if (open_.size() >= maximumDepth) {
            complain(offset, fmt::format("The nesting is deeper than {} levels.", maximumDepth));
            return false;
        }
        JsonValue& value = newValue(offset);
        value.data.emplace<Container>();
        open_.push_back(&value);
        return true;
    }
    bool close() {
        cursor_.skipLength(1);
        open_.pop_back();
        return true;
    }
    void complain(std::size_t offset, std::string sentence) {
        if (issues_.size() >= maximumIssues)
            return;
        const TextPlace at = placeOf(cursor_.text(), offset);
        issues_.push_back({{}, std::move(sentence), at.line, at.column});
    }

    static constexpr std::size_t maximumIssues = 20;
    static constexpr std::size_t valuesAWatch = 8192; ///< a millisecond or so
    TextCursor cursor_;
    const Watch& watch_;
    std::size_t values_ = 0;
    JsonValue root_;
    std::vector<JsonValue*> open_;
    std::vector<std::set<std::string>> keys_; ///< of the open objects
    std::vector<Issue> issues_;
};

} // namespace

std::string_view JsonValue::kind() const {
    static constexpr std::string_view names[] = {"null",           "true or false", "a whole number",
                                                 "a whole number", "a number",      "a text",
                                                 "a list",         "an object"};
    return names[data.index()];
}

std::variant<JsonValue, std::vector<Issue>> parseLocatedJson(std::string_view text, const Watch& watch) {
    TreeBuilder builder(text, watch);
    nlohmann::json::sax_parse(text, &builder);
    return builder.take();
}

TextPlace placeOf(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    TextPlace place;
    place.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::string_view line = before.substr(lineStart);
    place.column = 1 + static_cast<int>(std::count_if(line.begin(), line.end(),
                                                      [](char c) { return (c & '\xC0') != '\x80'; }));
    return place;
}

} // namespace gradewise
