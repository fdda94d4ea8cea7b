#include "tests/fuzz/random_formula.h"

#include <fmt/format.h>

#include <array>

namespace gradewise::fuzz {

namespace {

using Name = std::string_view;

constexpr std::array<Name, 44> functions = {
    "sin",    "cos",       "tan",  "sec",  "csc",   "cot",   "asin",  "acos", "atan",  "arcsin", "arccos",
    "arctan", "sinh",      "cosh", "tanh", "asinh", "acosh", "atanh", "exp",  "log",   "ln",     "log2",
    "log10",  "sqrt",      "cbrt", "abs",  "sign",  "sgn",   "floor", "ceil", "round", "trunc",  "frac",
    "step",   "heaviside", "sinc", "erf",  "erfc",  "gamma", "relu",  "mod",  "atan2", "hypot",  "pow",
};
constexpr std::array<Name, 4> others = {"clamp", "if", "min", "max"};
/// Bounded whatever their argument, or nearly: with a pole inside they are the hard cases.
constexpr std::array<Name, 12> bounded = {"atan", "tanh",  "erf", "sin",  "cos",  "sign",
                                          "asin", "floor", "exp", "frac", "step", "acos"};
constexpr std::size_t ofOne = 40; ///< the first functions have one argument

template <std::size_t n>
Name oneOf(Random& random, const std::array<Name, n>& names, std::size_t most = n) {
    return names.at(random.below(most));
}

std::string number(Random& random) {
    constexpr std::array<Name, 16> known = {"0",   "1", "2",  "0.5",    "3",  "0.30123", "(1/3)", "(-1)",
                                            "0.3", "5", "10", "(-0.5)", "pi", "(-2)",    "1e-3",  "100"};
    if (random.below(16) == 0) // sizes at which rounding, overflow and underflow show
        return fmt::format("{}e{}", random.below(9) + 1, static_cast<int>(random.below(41)) - 20);
    if (random.below(3) > 0)
        return std::string(oneOf(random, known));
    const double value = random.normal() * (random.below(8) == 0 ? 1e3 : 1.0);
    return value < 0.0 ? fmt::format("({:.4g})", value) : fmt::format("{:.4g}", value);
}

std::string leaf(Random& random) {
    switch (random.below(8)) {
    case 0:
        return number(random);
    case 1:
        return fmt::format("(x-{})", number(random));
    case 2:
        return fmt::format("({}*x)", number(random));
    case 3:
        return fmt::format("({}*x-{})", number(random), number(random));
    case 4:
        return "(x-0.30123)";
    default:
        return "x";
    }
}

std::string condition(Random& random, int depth) {
    constexpr std::array<Name, 6> signs = {"<", "<=", ">", ">=", "==", "!="};
    const auto part = [&] { return randomFormula(random, depth - 1); };
    const std::string plain = fmt::format("({}{}{})", part(), oneOf(random, signs), part());
    switch (random.below(8)) {
    case 0:
        return fmt::format("({}{}{}{}{})", part(), oneOf(random, signs), part(), oneOf(random, signs),
                           part());
    case 1:
        return fmt::format("({}&&({}{}{}))", plain, part(), oneOf(random, signs), part());
    case 2:
        return fmt::format("({}||({}{}{}))", plain, part(), oneOf(random, signs), part());
    case 3:
        return fmt::format("(!{})", plain);
    default:
        return plain;
    }
}

std::string call(Random& random, int depth) {
    const auto part = [&] { return randomFormula(random, depth - 1); };
    const Name name = oneOf(random, others);
    if (name == "if")
        return fmt::format("if({},{},{})", condition(random, depth), part(), part());
    if (name == "clamp") {
        const double low = random.normal();
        return random.below(4) == 0
                   ? fmt::format("clamp({},{},{})", part(), part(), part())
                   : fmt::format("clamp({},{:.3g},{:.3g})", part(), low, low + 2.0 * random.uniform());
    }
    return random.below(4) == 0 ? fmt::format("{}({},{},{})", name, part(), part(), number(random))
                                : fmt::format("{}({},{})", name, part(), part());
}

std::string operation(Random& random, int depth) {
    const auto part = [&] { return randomFormula(random, depth - 1); };
    switch (random.below(9)) {
    case 0:
    case 1:
        return fmt::format("({}+{})", part(), part());
    case 2:
        return fmt::format("({}-{})", part(), part());
    case 3:
        return fmt::format("({}*{})", part(), part());
    case 4:
    case 5:
        return fmt::format("({}/{})", random.below(2) == 0 ? "1" : part(), part());
    case 6: {
        constexpr std::array<Name, 10> exponents = {"2",   "3",      "(-1)",  "(-2)", "(-3)",
                                                    "0.5", "(-0.5)", "(1/3)", "0.1",  "4"};
        return fmt::format("({})^{}", part(), oneOf(random, exponents));
    }
    case 7:
        return fmt::format("({})^({})", part(), part());
    default:
        return fmt::format("(-{})", part());
    }
}

} // namespace

std::string randomFormula(Random& random, int depth) {
    if (depth <= 0 || random.below(10) == 0)
        return leaf(random);
    switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
        return operation(random, depth);
    case 3:
    case 4:
        return fmt::format("{}({})", oneOf(random, bounded), randomFormula(random, depth - 1));
    case 5:
        return fmt::format("{}({})", oneOf(random, functions, ofOne), randomFormula(random, depth - 1));
    case 6:
        return fmt::format("{}({},{})", functions.at(ofOne + random.below(functions.size() - ofOne)),
                           randomFormula(random, depth - 1), randomFormula(random, depth - 1));
    default:
        return call(random, depth);
    }
}

std::span<const std::string_view> functionsInUse() {
    static const std::array<Name, functions.size() + others.size()> all = [] {
        std::array<Name, functions.size() + others.size()> names{};
        std::ranges::copy(functions, names.begin());
        std::ranges::copy(others, names.begin() + functions.size());
        return names;
    }();
    return all;
}

} // namespace gradewise::fuzz
