#include "core/target/expression.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace gradewise {

double apply(Operation operation, const double* a) {
    const auto truth = [](bool holds) { return holds ? 1.0 : 0.0; };
    switch (operation) {
    case Operation::Constant:
    case Operation::Variable:
        break; // not computed from arguments
    case Operation::Add:
        return a[0] + a[1];
    case Operation::Subtract:
        return a[0] - a[1];
    case Operation::Multiply:
        return a[0] * a[1];
    case Operation::Divide:
        return a[0] / a[1];
    case Operation::Negate:
        return -a[0];
    case Operation::Power:
        return std::pow(a[0], a[1]);
    case Operation::Minimum:
        return std::isnan(a[1]) || a[1] < a[0] ? a[1] : a[0];
    case Operation::Maximum:
        return std::isnan(a[1]) || a[1] > a[0] ? a[1] : a[0];
    case Operation::Absolute:
        return std::fabs(a[0]);
    case Operation::Sign:
        return a[0] > 0.0 ? 1.0 : (a[0] < 0.0 ? -1.0 : a[0]);
    case Operation::Step:
        return std::isnan(a[0]) ? a[0] : (a[0] < 0.0 ? 0.0 : 1.0);
    case Operation::Floor:
        return std::floor(a[0]);
    case Operation::Ceiling:
        return std::ceil(a[0]);
    case Operation::Round:
        return std::nearbyint(a[0]);
    case Operation::Truncate:
        return std::trunc(a[0]);
    case Operation::Modulo: {
        const double remainder = std::fmod(a[0], a[1]);
        return remainder != 0.0 && (remainder < 0.0) != (a[1] < 0.0) ? remainder + a[1] : remainder;
    }
    case Operation::SquareRoot:
        return std::sqrt(a[0]);
    case Operation::CubeRoot:
        return std::cbrt(a[0]);
    case Operation::Exponential:
        return std::exp(a[0]);
    case Operation::Logarithm:
        return std::log(a[0]);
    case Operation::Sine:
        return std::sin(a[0]);
    case Operation::Cosine:
        return std::cos(a[0]);
    case Operation::Tangent:
        return std::tan(a[0]);
    case Operation::Arcsine:
        return std::asin(a[0]);
    case Operation::Arccosine:
        return std::acos(a[0]);
    case Operation::Arctangent:
        return std::atan(a[0]);
    case Operation::Arctangent2:
        return std::atan2(a[0], a[1]);
    case Operation::HyperbolicSine:
        return std::sinh(a[0]);
    case Operation::HyperbolicCosine:
        return std::cosh(a[0]);
    case Operation::HyperbolicTangent:
        return std::tanh(a[0]);
    case Operation::AreaSine:
        return std::asinh(a[0]);
    case Operation::AreaCosine:
        return std::acosh(a[0]);
    case Operation::AreaTangent:
        return std::atanh(a[0]);
    case Operation::CardinalSine: {
        const double angle = std::numbers::pi * a[0];
        return angle == 0.0 ? 1.0 : std::sin(angle) / angle;
    }
    case Operation::ErrorFunction:
        return std::erf(a[0]);
    case Operation::Less:
        return truth(a[0] < a[1]);
    case Operation::LessOrEqual:
        return truth(a[0] <= a[1]);
    case Operation::Equal:
        return truth(a[0] == a[1]);
    case Operation::And:
        return truth(a[0] != 0.0 && a[1] != 0.0);
    case Operation::Or:
        return truth(a[0] != 0.0 || a[1] != 0.0);
    case Operation::Not:
        return truth(a[0] == 0.0);
    case Operation::If:
        return std::isnan(a[0]) ? a[0] : (a[0] != 0.0 ? a[1] : a[2]);
    }
    return std::numeric_limits<double>::quiet_NaN();
}

double valueAt(const Expression& expression, double x) {
    std::vector<double> values;
    values.reserve(expression.nodes.size());
    for (const Expression::Node& node : expression.nodes) {
        std::array<double, 3> arguments{};
        for (std::size_t i = 0; i < node.arguments.size(); ++i)
            arguments.at(i) = values[node.arguments[i]];
        values.push_back(node.operation == Operation::Constant   ? node.constant
                         : node.operation == Operation::Variable ? x
                                                                 : apply(node.operation, arguments.data()));
    }
    return values.empty() ? 0.0 : values.back();
}

} // namespace gradewise
