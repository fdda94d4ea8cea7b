#include "core/target/formula_names.h"

#include "core/target/formula_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace gradewise {

namespace {

constexpr std::string_view variableNames = "xyz";

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The factors of a name that is a product written without signs ("pix" → pi, x), or none. Known are the
/// variables, constants and numbers; one single letter besides is let through when the name is short ("ax").
std::optional<std::vector<std::string>> factorsOf(std::string_view name, std::size_t variables) {
    if (name.empty())
        return std::vector<std::string>{};
    const auto continueWith = [&](std::size_t length) -> std::optional<std::vector<std::string>> {
        auto tail = factorsOf(name.substr(length), variables);
        if (tail)
            tail->insert(tail->begin(), std::string(name.substr(0, length)));
        return tail;
    };
    for (const KnownConstant& constant : knownConstants())
        if (name.starts_with(constant.name))
            if (auto factors = continueWith(constant.name.size()))
                return factors;
    if (variableNames.substr(0, variables).find(name.front()) != std::string_view::npos)
        return continueWith(1);
    std::size_t digits = 0;
    while (digits < name.size() && std::isdigit(static_cast<unsigned char>(name[digits])) != 0)
        ++digits;
    return digits > 0 ? continueWith(digits) : std::nullopt;
}

std::string product(const std::vector<std::string>& factors) {
    return fmt::format("{}", fmt::join(factors, "*"));
}

/// "sin2x" → "sin(2*x)"; empty when the name does not begin with a function.
std::string asCall(std::string_view name, std::size_t variables) {
    for (const KnownFunction& function : knownFunctions()) {
        const bool candidate = function.minimumArguments == 1 && name.size() > function.name.size() &&
                               name.starts_with(function.name);
        const auto factors =
            candidate ? factorsOf(name.substr(function.name.size()), variables) : std::nullopt;
        // A digit alone behind a function is a name people give ("log3", "step1"), yet of no known function.
        if (factors)
            return fmt::format("{}({})", function.name, product(*factors));
    }
    return {};
}

/// "ax" → "a*x", "xy" → "x*y", "pix" → "pi*x"; empty when the name is fit to be a parameter's.
std::string asProduct(std::string_view name, std::size_t variables) {
    if (name.size() < 2 || !std::ranges::all_of(name, isLetter))
        return {};
    if (const auto factors = factorsOf(name, variables))
        return product(*factors);
    const auto isVariable = [variables](char c) {
        return variableNames.substr(0, variables).find(c) != std::string_view::npos;
    };
    if (name.size() == 2 && (isVariable(name[0]) || isVariable(name[1])))
        return fmt::format("{}*{}", name[0], name[1]);
    return {};
}

} // namespace

std::optional<std::size_t> variableIndex(std::string_view name, std::size_t variables) {
    for (std::size_t k = 0; k < variables; ++k) {
        const bool numbered =
            variables > 1 && name.size() == 2 && name[0] == 'x' && name[1] == static_cast<char>('1' + k);
        if (name == variableNames.substr(k, 1) || numbered)
            return k;
    }
    return std::nullopt;
}

std::optional<std::string> nameProblem(std::string_view name, std::size_t variables, NameContext context) {
    if (name.size() > 32)
        return "This name is longer than 32 letters; choose a shorter one.";
    if (name.size() == 1 && variableNames.find(name) != std::string_view::npos)
        return fmt::format(
            "The variable {0} needs a target of {1} variables; add a domain for {0} or use another name.",
            name, variableNames.find(name) + 1);
    if (name == "X" || name == "Y" || name == "Z")
        return fmt::format("Names tell small letters from capitals; write {} for the variable.",
                           static_cast<char>(std::tolower(name[0])));
    if (name == "x3" && variables == 2)
        return "The variable x3 needs a target of 3 variables; add a domain for it or use another name.";
    if (const std::string call = asCall(name, variables); !call.empty())
        return fmt::format("There is no name '{}'; did you mean {}?", name, call);
    if (const std::string factors = asProduct(name, variables); !factors.empty())
        return fmt::format("There is no name '{}'; did you mean {}?", name, factors);
    const bool several = name.size() > 1 && isLetter(name[0]) && isLetter(name[1]);
    if (!several)
        return std::nullopt;
    const std::string_view similar = similarName(name, context == NameContext::BeforeBracket);
    if (context != NameContext::Alone && !similar.empty())
        return fmt::format("There is no function or name '{}'; did you mean '{}'?", name, similar);
    if (context == NameContext::BeforeBracket)
        return fmt::format("There is no function '{0}'; choose a known one, or write {0}*( ) for a product.",
                           name);
    const bool capitals = std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals && !similar.empty() && similar.size() == name.size() &&
        std::ranges::equal(name, similar, [](char a, char b) { return std::tolower(a) == b; }))
        return fmt::format("Names tell small letters from capitals; did you mean '{}'?", similar);
    return std::nullopt;
}

} // namespace gradewise
