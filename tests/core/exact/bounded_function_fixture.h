// What the tests of bounded function share.
#pragma once

#include "core/exact/bounded_function.h"
#include "core/exact/broken_line_formula.h"
#include "core/numbers/random.h"
#include "core/target/gallery.h"
#include "core/target/target_expression.h"
#include "tests/core/target/formula_target.h"

#include <cmath>

namespace gradewise::bounded_function_fixture {

inline Expression treeOf(const TargetConfig& config) {
    auto tree = expressionOf(config);
    if (const auto* why = std::get_if<std::string>(&tree))
        qFatal("%s", why->c_str());
    return std::get<Expression>(std::move(tree));
}

/// Every operation at least once, over an interval on which it is defined.
inline const std::vector<std::pair<const char*, Interval>>& formulas() {
    static const std::vector<std::pair<const char*, Interval>> all = {
        {"sin(7*x) + cos(3*x)*tan(x)", {-1.2, 1.2}},
        {"exp(-1e6*(x-0.123456)^2)", {0, 1}},
        {"1/(x + 1e-3)", {0, 1}},
        {"abs(x - 1/3) + |x - 0.7|^3", {0, 1}},
        {"|x-0.3|^0.3", {0, 1}},
        {"sqrt(x) + cbrt(x - 0.5)", {0, 1}},
        {"x^5 - 2x^-3 + x^2.5 - x^(-0.5) + 2^x + x^x", {0.1, 3}},
        {"log(x) + log2(x) + log10(x)", {0.01, 5}},
        {"asin(x) + acos(x)^2 - atan(3*x)", {-1, 1}},
        {"sinh(x)*cosh(2*x) - tanh(9*x)", {-2, 2}},
        {"asinh(x) + acosh(x + 2.5) + atanh(x/2)", {-1.5, 1.5}},
        {"atan2(sin(x), cos(x)) + hypot(x, 1 - x)", {-3, 3}},
        {"min(x^2, 0.3, 1 - x) + max(x, 0.2)*clamp(3x, 0.5, 1.5)", {-1, 1}},
        {"floor(3*x) + ceil(2*x) - round(5*x) + trunc(4*x) + frac(7*x)", {-1, 1}},
        {"mod(3*x, 0.7) + sign(x) + step(x - 0.2)", {-1, 1}},
        {"x < 0.3 ? sin(9*x) : x^2", {0, 1}},
        {"if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)", {-1.5, 1.5}},
        {"(0.2 < x <= 0.5) + (x >= 0.8)*2 + (!(x > 0.1) && x != 0.05) + (x == 0.25 || x > 0.9)", {0, 1}},
        {"sinc(5*x) + erf(2*x) - erfc(x)*relu(x)", {-1, 1}},
        {"sec(x) + csc(x + 2) + cot(x + 2)", {-1, 1}},
        {"0.6*sin(200*pi*x) + 0.8*cos(160*pi*x^2)", {-1, 1}},
    };
    return all;
}

} // namespace gradewise::bounded_function_fixture
