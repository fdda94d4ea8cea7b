// The names of an enumeration's values, said once: a table with a row a value. It answers which values there
// are, what one is called in files and to people, and which value a name means. The header that declares the
// enumeration says that there is a table,
//
//     template <>
//     Names<Precision> namesOf<Precision>();
//
// its source has it,
//
//     constexpr auto precisions = nameTable<Precision>({
//         {Precision::Double, "double", "Double (64 bit)"},
//         {Precision::Float, "float", "Single (32 bit)"},
//     });
//     static_assert(precisions.isWhole());
//
// and everyone else writes allOf<Precision>(), name(precision), displayName(precision),
// fromName<Precision>("float").
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
    std::string_view shortName = {};   ///< where little fits, where the display name is too long for it
};

/// A table as the rest of the program sees it: the rows stand in the order in which the values are offered.
template <class Value>
struct Names {
    std::span<const NamedValue<Value>> rows;
    std::span<const Value> values;
};

template <class Value>
Names<Value> namesOf() = delete;

/// An enumeration whose names are known.
template <class Value>
concept Named = requires {
    namesOf<Value>();
};

template <Named Value>
std::span<const Value> allOf() {
    return namesOf<Value>().values;
}

/// Its row; without names for a value that is none of the enumeration's.
template <Named Value>
NamedValue<Value> namesFor(Value value) {
    for (const NamedValue<Value>& row : namesOf<Value>().rows)
        if (row.value == value)
            return row;
    return {value, {}};
}

/// In files and on the command line.
template <Named Value>
std::string_view name(Value value) {
    return namesFor(value).name;
}

/// For people.
template <Named Value>
std::string_view displayName(Value value) {
    return namesFor(value).displayName;
}

/// For people, where little fits.
template <Named Value>
std::string_view shortName(Value value) {
    const NamedValue<Value> row = namesFor(value);
    return row.shortName.empty() ? row.displayName : row.shortName;
}

template <Named Value>
std::optional<Value> fromName(std::string_view text) {
    for (const NamedValue<Value>& row : namesOf<Value>().rows)
        if (row.name == text)
            return row.value;
    return std::nullopt;
}

/// Whether the enumeration has a name for that value: the compiler writes "(Layout)7" for one that has none.
template <auto value>
constexpr bool isEnumerator() {
    return std::string_view(__PRETTY_FUNCTION__).find("= (") == std::string_view::npos;
}

template <class Value, std::size_t count>
class NameTable {
public:
    constexpr explicit NameTable(const NamedValue<Value> (&rows)[count])
        : NameTable(rows, std::make_index_sequence<count>()) {}

    constexpr operator Names<Value>() const { return {rows_, values_}; }
    /// Whether every value from 0 on has a row of its own, and no value has none.
    constexpr bool isWhole() const {
        for (std::size_t i = 0; i < count; ++i)
            if (!hasRow(static_cast<Value>(i)))
                return false;
        return !isEnumerator<static_cast<Value>(count)>();
    }

private:
    template <std::size_t... place>
    constexpr NameTable(const NamedValue<Value> (&rows)[count], std::index_sequence<place...>)
        : rows_{rows[place]...}, values_{rows[place].value...} {}

    constexpr bool hasRow(Value value) const {
        for (const NamedValue<Value>& row : rows_)
            if (row.value == value && !row.name.empty())
                return true;
        return false;
    }

    std::array<NamedValue<Value>, count> rows_;
    std::array<Value, count> values_;
};

template <class Value, std::size_t count>
constexpr NameTable<Value, count> nameTable(const NamedValue<Value> (&rows)[count]) {
    return NameTable<Value, count>(rows);
}

} // namespace gradewise
