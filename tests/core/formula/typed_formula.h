// A formula as it is typed: read, refused, or evaluated at a point.
#pragma once

#include "core/formula/formula.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <variant>

namespace gradewise {

/// Ends the tests where it cannot be read.
inline Formula read(const std::string& text, std::size_t variables = 1) {
    auto result = Formula::parse(text, variables);
    if (const auto* error = std::get_if<FormulaError>(&result))
        qFatal("%s: %s", text.c_str(), error->sentence.c_str());
    return std::get<Formula>(std::move(result));
}

/// An empty sentence where there is no mistake.
inline FormulaError errorOf(const std::string& text, std::size_t variables = 1) {
    auto result = Formula::parse(text, variables);
    if (const auto* error = std::get_if<FormulaError>(&result))
        return *error;
    return {0, 0, ""};
}

inline double valueAt(const Formula& formula, std::initializer_list<double> point,
                      const std::map<std::string, double>& values = {}) {
    Matrix x(static_cast<Index>(point.size()), 1);
    std::copy(point.begin(), point.end(), x.data());
    return formula.evaluate(x, values)(0, 0);
}

/// Up to rounding, and both no number.
inline bool same(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || a == b || std::abs(a - b) <= 1e-14 * std::abs(b);
}

} // namespace gradewise
