// JSON as a tree in which every value and every key knows where it stands in the text, so that a complaint
// can point at it. Internal to reading files.
#pragma once

#include "core/experiment/config.h"
#include "core/experiment/watch.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

struct JsonMember;

struct JsonValue {
    using Array = std::vector<JsonValue>;
    using Object = std::vector<JsonMember>;
    /// Whole numbers from 0 to 2^64-1 are exact (uint64_t), negative ones to -2^63 too (int64_t).
    using Data =
        std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object>;

    Data data;
    std::size_t offset = 0; ///< of its first byte in the text

    template <class T>
    const T* as() const {
        return std::get_if<T>(&data);
    }
    /// "a number", "an object" … for messages.
    std::string_view kind() const;
};

struct JsonMember {
    std::string key;
    std::size_t keyOffset = 0;
    JsonValue value;
};

/// The tree, or where and why the text is not JSON. Besides the grammar this refuses keys that appear twice
/// in an object, numbers beyond double precision's range, nesting deeper than 64, and invalid UTF-8.
std::variant<JsonValue, std::vector<Issue>> parseLocatedJson(std::string_view text, const Watch& watch = {});

/// Line and column, both from 1; columns count characters, not bytes.
struct TextPlace {
    int line = 0;
    int column = 0;
};
TextPlace placeOf(std::string_view text, std::size_t offset);

} // namespace gradewise
