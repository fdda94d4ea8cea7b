// Strict reading of a JSON object into a struct: one line a key, every complaint with path, line and column.
// Internal to reading files.
//
//     JsonObjectReader object(reading, value, path);
//     object.required("hidden", grade.hidden);
//     object.optional("repeat", grade.repeat);
//     object.finish();                       // whatever was not asked for is an unknown key
//
// What a type looks like in JSON is said by a function read(reading, value, path, out) for it. Whether a
// value is allowed is said by validate(), once for files, forms and the command line.
#pragma once

#include "core/files/located_json.h"
#include "core/numbers/matrix.h"
#include "core/numbers/name_table.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace gradewise {

/// No list of an experiment is as long; those of weights and of the history are read in other ways.
inline constexpr std::size_t longestList = 10'000;

/// What is found out while one text is read.
class JsonReading {
public:
    explicit JsonReading(std::string_view text) : text_(text) {}

    void complain(const std::string& path, std::size_t offset, std::string sentence);
    /// Complains that the value should have been `expected` ("a whole number").
    void complainType(const std::string& path, const JsonValue& value, std::string_view expected);
    /// Remembers where the value of that path stands.
    void remember(const std::string& path, std::size_t offset) { offsets_.emplace(path, offset); }
    /// Adds issues of validate(), whose paths continue `prefix`; leaves out those about parts that could not
    /// be read, since these hold defaults.
    void addJudged(const std::vector<Issue>& issues, const std::string& prefix);

    bool clean() const { return issues_.empty(); }
    std::string_view text() const { return text_; }
    std::vector<Issue> take();

private:
    bool alreadyComplainedAround(const std::string& path) const;
    std::size_t offsetOf(std::string path) const;

    std::string_view text_;
    std::map<std::string, std::size_t> offsets_;
    std::vector<Issue> issues_;
    bool tooMany_ = false;
};

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, bool& out);
/// Whole numbers that do not fit are cut to the nearest that does, so that validate() refuses them.
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Index& out);
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::uint64_t& out);
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, double& out);
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::string& out);

template <class T>
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::optional<T>& out) {
    T inner{};
    if (!read(reading, value, path, inner))
        return false;
    out = std::move(inner);
    return true;
}

template <class T>
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::vector<T>& out) {
    if (!value.isList()) {
        reading.complainType(path, value, "a list in square brackets");
        return false;
    }
    out.clear();
    if (value.listSize() > longestList) {
        reading.complain(
            path, value.offset,
            fmt::format("This list has {} items; at most {} are possible.", value.listSize(), longestList));
        return false;
    }
    bool good = true;
    for (JsonItems items(reading.text(), value); !items.atEnd(); items.next()) {
        const std::string itemPath = fmt::format("{}[{}]", path, items.index());
        reading.remember(itemPath, items.item().offset);
        good = read(reading, items.item(), itemPath, out.emplace_back()) && good;
    }
    return good;
}

/// One of a list of values that have names. `what` is the word for such a value; `find` gives the value that
/// a text names, if any.
template <class Value, class Values, class Find>
bool readOneOf(JsonReading& reading, const JsonValue& value, const std::string& path, std::string_view what,
               const Values& all, Find find, Value& out) {
    std::string allowed;
    for (const Value one : all)
        allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : ", ", name(one));
    const auto* text = value.as<std::string>();
    if (text == nullptr) {
        reading.complainType(path, value, fmt::format("one of {}", allowed));
        return false;
    }
    const std::optional<Value> found = find(*text);
    if (!found || std::find(all.begin(), all.end(), *found) == all.end()) {
        reading.complain(
            path, value.offset,
            fmt::format("There is no {} \"{}\"; allowed are {}.", what, printable(*text), allowed));
        return false;
    }
    out = *found;
    return true;
}

/// A value of an enumeration, called as the key is: "There is no activation …".
template <Named Value>
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Value& out) {
    const std::string_view key = std::string_view(path).substr(path.rfind('.') + 1);
    return readOneOf(reading, value, path, key, allOf<Value>(), fromName<Value>, out);
}

class JsonObjectReader {
public:
    /// Complains when the value is no object; every key is then missing without further complaint.
    JsonObjectReader(JsonReading& reading, const JsonValue& value, std::string path);

    bool isObject() const { return object_ != nullptr; }
    bool has(std::string_view key) const { return find(key) != nullptr; }

    /// Reads the key if it is there. False when it is not, or not readable.
    template <class T>
    bool optional(std::string_view key, T& out) {
        const JsonMember* member = ask(key);
        return member != nullptr && read(reading_, member->value, pathOf(key), out);
    }
    /// Reads the key; complains when it is missing.
    template <class T>
    bool required(std::string_view key, T& out) {
        const JsonMember* member = askRequired(key);
        return member != nullptr && read(reading_, member->value, pathOf(key), out);
    }
    /// The value of a key that needs reading of its own, or null.
    const JsonValue* optionalValue(std::string_view key);
    const JsonValue* requiredValue(std::string_view key);

    /// Complains about every key that was not asked for.
    void finish();

    std::string pathOf(std::string_view key) const;
    const std::string& path() const { return path_; }

private:
    const JsonMember* find(std::string_view key) const;
    const JsonMember* ask(std::string_view key);
    const JsonMember* askRequired(std::string_view key);

    JsonReading& reading_;
    const JsonValue& value_;
    const JsonValue::Object* object_;
    std::string path_;
    std::vector<std::string> asked_;
};

} // namespace gradewise
