// The names of an enumeration's values, said once: a table with a row a value. It answers which values there
// are, what one is called in files and to people, and which value a name means.
//
//     constexpr auto precisions = nameTable<Precision>({
//         {Precision::Double, "double", "Double (64 bit)"},
//         {Precision::Float, "float", "Single (32 bit)"},
//     });
//     static_assert(precisions.isWhole());
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace gradewise {

template <class Value>
struct NamedValue {
    Value value;
    std::string_view name;             ///< in files and on the command line
    std::string_view displayName = {}; ///< for people, where there is one
};

/// Whether the enumeration has a name for that value: the compiler writes "(Layout)7" for one that has none.
template <auto value>
constexpr bool isEnumerator() {
    return std::string_view(__PRETTY_FUNCTION__).find("= (") == std::string_view::npos;
}

/// The rows stand in the order in which the values are offered.
template <class Value, std::size_t count>
class NameTable {
public:
    constexpr explicit NameTable(const NamedValue<Value> (&rows)[count])
        : NameTable(rows, std::make_index_sequence<count>()) {}

    constexpr std::span<const Value> values() const { return values_; }
    /// Empty for a value that is none of the enumeration's.
    constexpr std::string_view name(Value value) const { return rowOf(value).name; }
    constexpr std::string_view displayName(Value value) const { return rowOf(value).displayName; }
    constexpr std::optional<Value> find(std::string_view name) const {
        for (const NamedValue<Value>& row : rows_)
            if (row.name == name)
                return row.value;
        return std::nullopt;
    }
    /// Whether every value from 0 on has a row of its own, and no value has none.
    constexpr bool isWhole() const {
        for (std::size_t i = 0; i < count; ++i)
            if (rowOf(static_cast<Value>(i)).name.empty())
                return false;
        return !isEnumerator<static_cast<Value>(count)>();
    }

private:
    template <std::size_t... place>
    constexpr NameTable(const NamedValue<Value> (&rows)[count], std::index_sequence<place...>)
        : rows_{rows[place]...}, values_{rows[place].value...} {}

    constexpr NamedValue<Value> rowOf(Value value) const {
        for (const NamedValue<Value>& row : rows_)
            if (row.value == value)
                return row;
        return {value, {}, {}};
    }

    std::array<NamedValue<Value>, count> rows_;
    std::array<Value, count> values_;
};

template <class Value, std::size_t count>
constexpr NameTable<Value, count> nameTable(const NamedValue<Value> (&rows)[count]) {
    return NameTable<Value, count>(rows);
}

} // namespace gradewise
