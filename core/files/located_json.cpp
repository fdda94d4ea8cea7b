#include "core/files/located_json.h"

#include "core/files/overlong_text.h"
#include "core/files/syntax_hint.h"
#include "core/files/text_cursor.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace gradewise {

namespace {

constexpr std::size_t maximumDepth = 64;
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

    bool null() override {
        const std::size_t offset = cursor_.skipLength(4);
        return addNumber(std::numeric_limits<double>::quiet_NaN(), offset) || add(nullptr, offset);
    }
    bool boolean(bool value) override { return add(value, cursor_.skipLength(value ? 4 : 5)); }
    bool number_integer(number_integer_t value) override {
        const std::size_t offset = cursor_.skipNumber();
        return addNumber(static_cast<double>(value), offset) || add(static_cast<std::int64_t>(value), offset);
    }
    bool number_unsigned(number_unsigned_t value) override {
        const std::size_t offset = cursor_.skipNumber();
        return addNumber(static_cast<double>(value), offset) ||
               add(static_cast<std::uint64_t>(value), offset);
    }
    bool number_float(number_float_t value, const string_t& digits) override {
        static_cast<void>(digits);
        const std::size_t offset = cursor_.skipNumber();
        return addNumber(static_cast<double>(value), offset) || add(static_cast<double>(value), offset);
    }
    bool string(string_t& value) override {
        const std::size_t offset = cursor_.skipString();
        taken_ += value.size();
        if (value.size() > longestText) {
            complain(offset, std::string(textTooLong));
            return false;
        }
        return add(std::move(value), offset);
    }
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
            complain(offset, fmt::format("The key '{}' appears twice; keep one of them.", printable(value)));
        taken_ += bytesOfKey + 2 * value.size();
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
        if (!hasRoom(offset) || !takesAnything(offset))
            return false;
        newValue(offset).data.emplace<T>(std::move(data));
        return true;
    }
    /// Adds to a list that holds only numbers so far; false where there is none, or no room for more.
    bool addNumber(double value, std::size_t offset) {
        if (open_.empty() || taken_ > maximumJsonBytes)
            return false;
        JsonValue& list = *open_.back();
        if (const auto* items = list.as<JsonValue::Array>(); items != nullptr && items->empty())
            list.data.emplace<JsonNumbers>();
        auto* const numbers = std::get_if<JsonNumbers>(&list.data);
        if (numbers == nullptr)
            return false;
        watch(offset);
        numbers->values.push_back(value);
        taken_ += sizeof(double);
        return true;
    }
    /// Lets the innermost list take items of all kinds, also where it holds only numbers so far.
    bool takesAnything(std::size_t offset) {
        if (open_.empty() || open_.back()->as<JsonNumbers>() == nullptr)
            return true;
        JsonValue& list = *open_.back();
        taken_ += list.listSize() * bytesOfValue;
        if (!hasRoom(offset))
            return false;
        JsonValue::Array items;
        items.reserve(list.listSize() + 1);
        for (JsonItems item(cursor_.text(), list); !item.atEnd(); item.next())
            items.push_back(item.item());
        list.data = std::move(items);
        return true;
    }
    bool hasRoom(std::size_t offset) {
        taken_ += bytesOfValue;
        if (taken_ <= maximumJsonBytes)
            return true;
        complain(offset, "The file holds more values than any experiment or run has; it is none of these.");
        return false;
    }
    /// Tells now and then how far the text is read.
    void watch(std::size_t offset) {
        if (watch_ && ++values_ % valuesAWatch == 0)
            watch_(static_cast<double>(offset) / static_cast<double>(cursor_.text().size()));
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
        watch(offset);
        return *value;
    }
    template <class Container>
    bool open() {
        const std::size_t offset = cursor_.skipLength(1);
        if (open_.size() >= maximumDepth) {
            complain(offset, fmt::format("The nesting is deeper than {} levels.", maximumDepth));
            return false;
        }
        if (!hasRoom(offset) || !takesAnything(offset))
            return false;
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
    static constexpr std::size_t valuesAWatch = 8192;                  ///< a millisecond or so
    static constexpr std::size_t bytesOfValue = 2 * sizeof(JsonValue); ///< with what a list grows by
    static constexpr std::size_t bytesOfKey = 96;                      ///< in the set and in the member
    std::size_t taken_ = 0;
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
                                                 "a list",         "an object",     "a list"};
    return names[data.index()];
}

std::size_t JsonValue::listSize() const {
    const auto* const items = as<Array>();
    const auto* const numbers = as<JsonNumbers>();
    return items != nullptr ? items->size() : (numbers != nullptr ? numbers->values.size() : 0);
}

JsonItems::JsonItems(std::string_view text, const JsonValue& list)
    : text_(text),
      array_(list.as<JsonValue::Array>()),
      numbers_(list.as<JsonNumbers>()),
      size_(list.listSize()) {
    made_.offset = list.offset;
    make();
}

void JsonItems::next() {
    ++index_;
    make();
}

void JsonItems::make() {
    if (numbers_ == nullptr || atEnd())
        return;
    // Between two numbers there is nothing but blanks and a comma.
    const std::size_t mark = index_ == 0 ? made_.offset : text_.find(',', made_.offset);
    made_.offset = std::min(text_.find_first_not_of(jsonBlanks, mark + 1), text_.size());
    const double value = numbers_->values[index_];
    constexpr double exact = 9007199254740992.0;
    if (std::isnan(value))
        made_.data = nullptr;
    else if (std::floor(value) != value || std::abs(value) > exact)
        made_.data = value;
    else if (value < 0.0)
        made_.data = static_cast<std::int64_t>(value);
    else if (std::signbit(value))
        made_.data = value; // -0.0
    else
        made_.data = static_cast<std::uint64_t>(value);
}

std::variant<JsonValue, std::vector<Issue>> parseLocatedJson(std::string_view text, const Watch& watch) {
    // The parser keeps the token that it is in, more than once, and blanks spelled out in its message.
    if (const auto issue = firstTooLong(text))
        return std::vector<Issue>{*issue};
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
