// Values that have a name each, found by it.
#pragma once

#include <optional>
#include <ranges>
#include <string_view>

namespace gradewise {

/// The value among `values` for which name(value) is the text.
template <class Values>
std::optional<std::ranges::range_value_t<Values>> byName(const Values& values, std::string_view text) {
    for (const auto value : values)
        if (name(value) == text)
            return value;
    return std::nullopt;
}

} // namespace gradewise
