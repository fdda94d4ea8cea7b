// What a name in a formula means, and what to say when it means nothing. Private to the room.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gradewise {

struct KnownConstant {
    std::string_view name;
    double value;
};

std::span<const KnownConstant> knownConstants();
const KnownConstant* findConstant(std::string_view name);

/// What stands directly behind a name.
enum class NameContext {
    Alone,
    BeforeBracket,
    BeforeVariable, ///< a bracket with one variable in it and nothing else, as in J(x)
    BeforeValue
};

/// The variable (0 for x, 1 for y, 2 for z) that `name` means in a formula of `variables` variables. With
/// more than one variable x1, x2, x3 are other names for x, y, z.
std::optional<std::size_t> variableIndex(std::string_view name, std::size_t variables);

/// Why `name`, which is neither variable, constant nor function, cannot be a parameter; nothing when it can.
std::optional<std::string> nameProblem(std::string_view name, std::size_t variables, NameContext context);

} // namespace gradewise
