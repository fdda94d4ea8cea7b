// JSON as a tree in which every value and every key knows where it stands in the text, so that a complaint
// can point at it. Internal to reading files.
#pragma once

#include "core/files/issue.h"
#include "core/files/watch.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

struct JsonMember;

/// A list of numbers and nulls, as weights and histories are: 8 bytes an item. Null is NaN, which JSON has
/// not. Whole numbers beyond 2^53 are rounded.
struct JsonNumbers {
    std::vector<double> values;
};

struct JsonValue {
    using Array = std::vector<JsonValue>; ///< empty, or with an item that is neither number nor null
    using Object = std::vector<JsonMember>;
    /// Whole numbers from 0 to 2^64-1 are exact (uint64_t), negative ones to -2^63 too (int64_t).
    using Data = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array,
                              Object, JsonNumbers>;

    Data data;
    std::size_t offset = 0; ///< of its first byte in the text

    template <class T>
    const T* as() const {
        return std::get_if<T>(&data);
    }
    /// "a number", "an object" … for messages.
    std::string_view kind() const;
    /// Is it a list, in either shape?
    bool isList() const { return as<Array>() != nullptr || as<JsonNumbers>() != nullptr; }
    /// Items of a list; 0 for everything else.
    std::size_t listSize() const;
};

struct JsonMember {
    std::string key;
    std::size_t keyOffset = 0;
    JsonValue value;
};

/// The items of a list one after another, those of a list of numbers made on the way.
class JsonItems {
public:
    JsonItems(std::string_view text, const JsonValue& list);

    bool atEnd() const { return index_ == size_; }
    std::size_t index() const { return index_; }
    const JsonValue& item() const { return array_ != nullptr ? (*array_)[index_] : made_; }
    void next();

private:
    void make();

    std::string_view text_;
    const JsonValue::Array* array_;
    const JsonNumbers* numbers_;
    std::size_t size_;
    std::size_t index_ = 0;
    JsonValue made_;
};

/// What the values of one file may take in memory, in bytes: 32 million numbers in lists, some 2 million
/// other values. Far beyond what any run is written with.
inline constexpr std::size_t maximumJsonBytes = std::size_t{256} << 20U;

/// The tree, or where and why the text is not JSON. Besides the grammar this refuses keys that appear twice
/// in an object, numbers beyond double precision's range, nesting deeper than 64, invalid UTF-8, and more
/// values than maximumJsonBytes hold.
std::variant<JsonValue, std::vector<Issue>> parseLocatedJson(std::string_view text, const Watch& watch = {});

/// Line and column, both from 1; columns count characters, not bytes.
struct TextPlace {
    int line = 0;
    int column = 0;
};
TextPlace placeOf(std::string_view text, std::size_t offset);

} // namespace gradewise
