#include "core/target/formula_functions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace gradewise {

namespace {

constexpr std::size_t anyNumber = std::numeric_limits<std::size_t>::max();

using One = double (*)(double);
using Two = double (*)(double, double);
using Three = double (*)(double, double, double);

double sign(double x) {
    return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : x);
}

double step(double x) {
    return std::isnan(x) ? x : (x < 0.0 ? 0.0 : 1.0);
}

double sinc(double x) {
    const double angle = std::numbers::pi * x;
    return angle == 0.0 ? 1.0 : std::sin(angle) / angle;
}

/// Remainder with the sign of the divisor, as in numpy.
double floorMod(double x, double divisor) {
    const double remainder = std::fmod(x, divisor);
    return remainder != 0.0 && (remainder < 0.0) != (divisor < 0.0) ? remainder + divisor : remainder;
}

double choose(double condition, double yes, double no) {
    return std::isnan(condition) ? condition : (condition != 0.0 ? yes : no);
}

double clamp(double x, double low, double high) {
    return x < low ? low : (x > high ? high : x);
}

double smallest(const double* values, int count) {
    double result = values[0];
    for (int i = 1; i < count; ++i)
        result = std::isnan(values[i]) || values[i] < result ? values[i] : result;
    return result;
}

double largest(const double* values, int count) {
    double result = values[0];
    for (int i = 1; i < count; ++i)
        result = std::isnan(values[i]) || values[i] > result ? values[i] : result;
    return result;
}

bool compare(double a, double b, int code) {
    switch (code) {
    case 0:
        return a < b;
    case 1:
        return a <= b;
    case 2:
        return a > b;
    case 3:
        return a >= b;
    case 4:
        return a == b;
    default:
        return a != b;
    }
}

/// a ∘ b and b ∘ c; `codes` is 6 · first + second.
double chain(double a, double b, double c, double codes) {
    const int both = static_cast<int>(codes);
    return compare(a, b, both / 6) && compare(b, c, both % 6) ? 1.0 : 0.0;
}

KnownFunction one(std::string_view name, One function) {
    return {name, function, 1, 1};
}
KnownFunction two(std::string_view name, Two function) {
    return {name, function, 2, 2};
}

std::vector<KnownFunction> publicFunctions() {
    return {
        one("sin", std::sin),
        one("cos", std::cos),
        one("tan", std::tan),
        one("sec", [](double x) { return 1.0 / std::cos(x); }),
        one("csc", [](double x) { return 1.0 / std::sin(x); }),
        one("cot", [](double x) { return 1.0 / std::tan(x); }),
        one("asin", std::asin),
        one("acos", std::acos),
        one("atan", std::atan),
        one("arcsin", std::asin),
        one("arccos", std::acos),
        one("arctan", std::atan),
        one("sinh", std::sinh),
        one("cosh", std::cosh),
        one("tanh", std::tanh),
        one("asinh", std::asinh),
        one("acosh", std::acosh),
        one("atanh", std::atanh),
        one("exp", std::exp),
        // log is natural, as in numpy and in C.
        one("log", std::log),
        one("ln", std::log),
        one("log2", std::log2),
        one("log10", std::log10),
        one("sqrt", std::sqrt),
        one("cbrt", std::cbrt),
        one("abs", std::fabs),
        one("sign", sign),
        one("sgn", sign),
        one("floor", std::floor),
        one("ceil", std::ceil),
        one("round", std::nearbyint),
        one("trunc", std::trunc),
        one("frac", [](double x) { return x - std::floor(x); }),
        one("step", step),
        one("heaviside", step),
        one("sinc", sinc),
        one("erf", std::erf),
        one("erfc", std::erfc),
        one("gamma", std::tgamma),
        one("relu", [](double x) { return x > 0.0 ? x : (std::isnan(x) ? x : 0.0); }),
        two("mod", floorMod),
        two("atan2", std::atan2),
        two("hypot", std::hypot),
        two("pow", std::pow),
        {"clamp", Three(clamp), 3, 3},
        {"if", Three(choose), 3, 3},
        {"min", &smallest, 1, anyNumber},
        {"max", &largest, 1, anyNumber},
    };
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

/// Edits from a to b: insert, delete, replace, swap neighbours (optimal string alignment).
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const std::size_t replace = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i][j] = std::min({replace, table[i - 1][j] + 1, table[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[a.size()][b.size()];
}

} // namespace

std::span<const KnownFunction> knownFunctions() {
    static const std::vector<KnownFunction> functions = publicFunctions();
    return functions;
}

std::span<const KnownFunction> hiddenFunctions() {
    static const std::vector<KnownFunction> functions = {
        {chainName, &chain, 4, 4},
        two(andName, [](double a, double b) { return a != 0.0 && b != 0.0 ? 1.0 : 0.0; }),
        two(orName, [](double a, double b) { return a != 0.0 || b != 0.0 ? 1.0 : 0.0; }),
        one(notName, [](double a) { return a == 0.0 ? 1.0 : 0.0; }),
    };
    return functions;
}

std::span<const KnownConstant> knownConstants() {
    static constexpr std::array constants = {KnownConstant{"pi", std::numbers::pi},
                                             KnownConstant{"e", std::numbers::e},
                                             KnownConstant{"tau", 2 * std::numbers::pi}};
    return constants;
}

const KnownFunction* findFunction(std::string_view name) {
    const auto found = std::ranges::find(knownFunctions(), name, &KnownFunction::name);
    return found == knownFunctions().end() ? nullptr : &*found;
}

const KnownConstant* findConstant(std::string_view name) {
    const auto found = std::ranges::find(knownConstants(), name, &KnownConstant::name);
    return found == knownConstants().end() ? nullptr : &*found;
}

std::string_view similarName(std::string_view name, bool functionsOnly) {
    if (name.size() < 2 || name.size() > 12)
        return {};
    const std::string lower = lowerCase(name);
    const std::size_t allowed = name.size() <= 4 ? 1 : 2;
    std::size_t best = allowed + 1;
    std::string_view answer;
    const auto consider = [&](std::string_view candidate) {
        const std::size_t distance = editDistance(lower, candidate);
        // A word of two letters is near to too much: only its spelling with capitals counts.
        if (distance < best && (distance == 0 || name.size() > 2)) {
            best = distance;
            answer = candidate;
        }
    };
    for (const KnownFunction& function : knownFunctions())
        consider(function.name);
    if (!functionsOnly)
        for (const KnownConstant& constant : knownConstants())
            consider(constant.name);
    return answer;
}

} // namespace gradewise
