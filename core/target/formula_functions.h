// The words a formula may use. Private to the room.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace gradewise {

/// A function that formulas may call. The evaluator is one of the shapes muParser knows.
struct KnownFunction {
    using Evaluator =
        std::variant<double (*)(double), double (*)(double, double), double (*)(double, double, double),
                     double (*)(double, double, double, double), double (*)(const double*, int)>;
    std::string_view name;
    Evaluator evaluator;
    std::size_t minimumArguments;
    std::size_t maximumArguments;
};

struct KnownConstant {
    std::string_view name;
    double value;
};

/// What people may call, by name; several names may mean the same function.
std::span<const KnownFunction> knownFunctions();
/// What only the reader writes: comparisons in a chain and logic, named so that nobody can type them.
std::span<const KnownFunction> hiddenFunctions();
std::span<const KnownConstant> knownConstants();

const KnownFunction* findFunction(std::string_view name);
const KnownConstant* findConstant(std::string_view name);

/// The known word most like `name` (few letters changed, missing, doubled or swapped; case does not count),
/// or empty. With `functionsOnly` constants are no answer.
std::string_view similarName(std::string_view name, bool functionsOnly);

/// Name under which the reader writes the chain a ∘ b ∘ c: comparison codes are positions in "< <= > >= ==
/// !=".
inline constexpr std::string_view chainName = "_chain";
inline constexpr std::string_view andName = "_and";
inline constexpr std::string_view orName = "_or";
inline constexpr std::string_view notName = "_not";

} // namespace gradewise
