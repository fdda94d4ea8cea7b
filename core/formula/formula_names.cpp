#include "core/formula/formula_names.h"

#include "core/formula/formula_characters.h"
#include "core/formula/operation.h"
#include "core/formula/similar_name.h"
#include "core/formula/variables.h"
#include "core/numbers/printable.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <numbers>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

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

/// "sin2x" → "sin(2*x)", "log2x" → "log(2*x) or log2(x)"; empty when the name begins with no function.
std::string asCall(std::string_view name, std::size_t variables) {
    std::vector<std::string> calls;
    for (const Operation& function : knownFunctions()) {
        const bool candidate =
            function.least == 1 && name.size() > function.name.size() && name.starts_with(function.name);
        const auto factors =
            candidate ? factorsOf(name.substr(function.name.size()), variables) : std::nullopt;
        // A digit alone behind a function is a name people give ("log3", "step1"), yet of no known function.
        if (factors)
            calls.push_back(fmt::format("{}({})", function.name, product(*factors)));
    }
    return fmt::format("{}", fmt::join(calls, " or "));
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

/// "xsinx" → "x*sin(x)", and "xsin" before a value → "x*sin( )"; empty when the name is no such product.
std::string asProductWithCall(std::string_view name, std::size_t variables, NameContext context) {
    for (std::size_t length = 1; length < name.size(); ++length) {
        const auto factors = factorsOf(name.substr(0, length), variables);
        if (!factors)
            continue;
        const std::string_view rest = name.substr(length);
        const Operation* const function = findFunction(rest);
        const bool ends = function != nullptr && function->most == 1;
        const std::string call =
            ends && context != NameContext::Alone ? std::string(rest) + "( )" : asCall(rest, variables);
        if (!call.empty())
            return fmt::format("{}*{}", product(*factors), call);
    }
    return {};
}

/// Names that are meant as numbers, and units of angles.
std::optional<std::string> lookalikeProblem(std::string_view name) {
    const std::string lower = lowerCase(name);
    if (lower == "inf" || lower == "infinity" || lower == "infty")
        return "Infinity is not a number that can be learned; use a large number.";
    if (lower == "nan")
        return fmt::format(
            "'{}' is no number that can be learned; write a formula that has a value everywhere.", name);
    if (lower == "deg" || lower == "degree" || lower == "degrees")
        return "Angles are in radians; for an angle in degrees write x*pi/180.";
    const bool exponent = name.size() > 1 && name[0] == 'e' &&
                          name.find_first_not_of("0123456789", 1) == std::string_view::npos;
    if (exponent)
        return fmt::format(
            "{0} looks like a number without its digits; write 1e{1} for the number, or e^{1} or "
            "e*{1}.",
            name, name.substr(1));
    return std::nullopt;
}

using Word = std::pair<std::string_view, std::string_view>;

/// Functions under the names that books and programs have for them; those of programs are `called` with
/// brackets.
std::optional<std::string> foreignProblem(std::string_view name, bool called) {
    constexpr auto inBooks = std::to_array<Word>({
        {"lg", "log10(x)"},         {"ld", "log2(x)"},
        {"lb", "log2(x)"},          {"tg", "tan(x)"},
        {"ctg", "cot(x)"},          {"cotg", "cot(x)"},
        {"cotan", "cot(x)"},        {"cosec", "csc(x)"},
        {"arctg", "atan(x)"},       {"arccot", "pi/2 - atan(x)"},
        {"acot", "pi/2 - atan(x)"}, {"sh", "sinh(x)"},
        {"ch", "cosh(x)"},          {"th", "tanh(x)"},
        {"coth", "1/tanh(x)"},      {"sech", "1/cosh(x)"},
        {"csch", "1/sinh(x)"},      {"arsinh", "asinh(x)"},
        {"arcosh", "acosh(x)"},     {"artanh", "atanh(x)"},
        {"arcsinh", "asinh(x)"},    {"arccosh", "acosh(x)"},
        {"arctanh", "atanh(x)"},
    });
    constexpr auto inPrograms = std::to_array<Word>({
        {"log1p", "log(1 + x)"},
        {"lgamma", "log(abs(gamma(x)))"},
        {"tgamma", "gamma(x)"},
        {"expm1", "exp(x) - 1"},
        {"exp2", "2^x"},
        {"exp10", "10^x"},
        {"fabs", "abs(x)"},
        {"signum", "sign(x)"},
        {"H", "step(x)"},
        {"Θ", "step(x)"},
        {"Γ", "gamma(x)"},
        {"theta", "step(x)"},
        {"ramp", "relu(x)"},
        {"sigmoid", "1/(1 + exp(-x))"},
        {"logistic", "1/(1 + exp(-x))"},
        {"softplus", "log(1 + exp(x))"},
        {"fact", "gamma(x + 1)"},
        {"factorial", "gamma(x + 1)"},
        {"fmod", "mod(x, 1)"},
        {"rem", "mod(x, 1)"},
        {"power", "pow(x, 2)"},
        {"sq", "x^2"},
        {"square", "x^2"},
        {"root", "sqrt(x)"},
        {"int", "trunc(x)"},
        {"fix", "trunc(x)"},
        {"fract", "frac(x)"},
        {"ceiling", "ceil(x)"},
        {"maximum", "max(x, 0)"},
        {"minimum", "min(x, 0)"},
    });
    const auto lookUp = [name](const auto& words) -> std::string_view {
        const auto found = std::ranges::find(words, name, &Word::first);
        return found == words.end() ? std::string_view{} : found->second;
    };
    std::string_view known = lookUp(inBooks);
    if (known.empty() && called)
        known = lookUp(inPrograms);
    if (known.empty())
        return std::nullopt;
    return fmt::format("There is no function {}; write {}.", name, known);
}

/// Letters that are names of functions rather than of factors, and names of several characters.
bool isFunctionLike(std::string_view name) {
    constexpr std::string_view letters = "fghuFGHJY";
    const std::size_t first = std::max<std::size_t>(characterLength(name), 1);
    return name.size() > first || letters.find(name) != std::string_view::npos;
}

std::string functionList() {
    std::vector<std::string_view> names;
    for (const Operation& function : knownFunctions())
        names.push_back(function.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

std::span<const KnownConstant> knownConstants() {
    static constexpr std::array constants = {KnownConstant{"pi", std::numbers::pi},
                                             KnownConstant{"e", std::numbers::e},
                                             KnownConstant{"tau", 2 * std::numbers::pi}};
    return constants;
}

const KnownConstant* findConstant(std::string_view name) {
    const auto found = std::ranges::find(knownConstants(), name, &KnownConstant::name);
    return found == knownConstants().end() ? nullptr : &*found;
}

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
    if (auto problem = lookalikeProblem(name))
        return problem;
    const bool called = context == NameContext::BeforeBracket || context == NameContext::BeforeVariable;
    if (context != NameContext::Alone)
        if (auto problem = foreignProblem(name, called))
            return problem;
    if (const std::string call = asCall(name, variables); !call.empty())
        return fmt::format("There is no name '{}'; did you mean {}?", name, call);
    if (const std::string factors = asProduct(name, variables); !factors.empty())
        return fmt::format("There is no name '{}'; did you mean {}?", name, factors);
    if (const std::string factors = asProductWithCall(name, variables, context); !factors.empty())
        return fmt::format("There is no name '{}'; did you mean {}?", name, factors);
    const bool several = name.size() > 1 && isLetter(name[0]) && isLetter(name[1]);
    const std::string_view similar = several ? similarName(name, called) : std::string_view{};
    if (context != NameContext::Alone && !similar.empty())
        return fmt::format("There is no function or name '{}'; did you mean '{}'?", name, similar);
    if (context == NameContext::BeforeVariable || (called && isFunctionLike(name)))
        return fmt::format("There is no function {0}; write {0}*( ) for a product. Known are {1}.", name,
                           functionList());
    const bool capitals = std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (several && capitals && !similar.empty() && similar.size() == name.size() &&
        std::ranges::equal(name, similar, [](char a, char b) { return std::tolower(a) == b; }))
        return fmt::format("Names tell small letters from capitals; did you mean '{}'?", similar);
    return std::nullopt;
}

} // namespace gradewise
