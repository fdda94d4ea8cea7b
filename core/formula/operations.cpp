// The table of operations.
#include "core/formula/operation_parts.h"

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

using namespace rows;
using Builder = ExpressionBuilder;

constexpr std::array everyOperation = {
    given("number"),
    given("variable"),
    given("parameter"),
    own("+", "sum", sumRule, ofSums, [](double a, double b) { return a + b; }),
    own("-", "difference", differenceRule, ofSums, [](double a, double b) { return a - b; }),
    own("*", "product", productRule, ofProducts, [](double a, double b) { return a * b; }),
    own("/", "quotient", quotientRule, ofQuotients, [](double a, double b) { return a / b; }),
    own("negative", "-x", continuous<negativeOf, asArgument, zeroOfNegative>, [](double a) { return -a; }),
    own("^", "power", powerRule, ofPowers, [](double a, double b) { return std::pow(a, b); }),
    own("<", "less", broken<lessOf, ofTruth>, [](double a, double b) { return truth(a < b); }),
    own("<=", "less or equal", broken<lessOrEqualOf, ofTruth>,
        [](double a, double b) { return truth(a <= b); }),
    defined(">", "greater", 2,
            [](Builder& builder, const Arguments& a) {
                return builder.make(comparisonOf("<"), {a[1], a[0]});
            }),
    defined(">=", "greater or equal", 2,
            [](Builder& builder, const Arguments& a) {
                return builder.make(comparisonOf("<="), {a[1], a[0]});
            }),
    own("==", "equal", broken<equalOf, ofTruth>, [](double a, double b) { return truth(a == b); }),
    defined("!=", "not equal", 2,
            [](Builder& builder, const Arguments& a) {
                return builder.make(operations::negation, {builder.make(operations::equal, a)});
            }),
    own("&&", "and", broken<bothOf, ofTruth>, [](double a, double b) { return truth(a != 0.0 && b != 0.0); }),
    own("||", "or", broken<eitherOf, ofTruth>,
        [](double a, double b) { return truth(a != 0.0 || b != 0.0); }),
    own("!", "not", broken<notOf, ofTruth>, [](double a) { return truth(a == 0.0); }),

    // What people may call, in the order in which messages list it.
    own("sin", "sine, of radians", sineRule, ofSines, [](double x) { return std::sin(x); }),
    own("cos", "cosine", cosineRule, ofSines, [](double x) { return std::cos(x); }),
    own("tan", "tangent", broken<tangentOf, ofTangent>, ofTangents, [](double x) { return std::tan(x); }),
    defined("sec", "1/cos(x)", 1,
            [](Builder& builder, const Arguments& a) { return inverse(builder, "cos", a); }),
    defined("csc", "1/sin(x)", 1,
            [](Builder& builder, const Arguments& a) { return inverse(builder, "sin", a); }),
    own("cot", "1/tan(x)", cotangent, ofCotangents, [](double x) { return 1.0 / std::tan(x); }),
    own("asin", "inverse of the sine", broken<arcsineOf, withinOne>, ofArcs,
        [](double x) { return std::asin(x); }),
    own("acos", "inverse of the cosine", broken<arccosineOf, withinOne>, ofArcs,
        [](double x) { return std::acos(x); }),
    own("atan", "inverse of the tangent", continuous<arctangentOf>, [](double x) { return std::atan(x); }),
    alias("arcsin", "inverse of the sine", 1, "asin"),
    alias("arccos", "inverse of the cosine", 1, "acos"),
    alias("arctan", "inverse of the tangent", 1, "atan"),
    own("sinh", "hyperbolic sine", continuous<hyperbolicSineOf>, [](double x) { return std::sinh(x); }),
    own("cosh", "hyperbolic cosine", continuous<hyperbolicCosineOf>, [](double x) { return std::cosh(x); }),
    own("tanh", "hyperbolic tangent", continuous<hyperbolicTangentOf>, [](double x) { return std::tanh(x); }),
    own("asinh", "inverse of sinh", continuous<areaSineOf>, [](double x) { return std::asinh(x); }),
    own("acosh", "inverse of cosh", broken<areaCosineOf, fromOneOn>, ofAreaCosines,
        [](double x) { return std::acosh(x); }),
    own("atanh", "inverse of tanh", broken<areaTangentOf, withinOne>, ofAreaTangents,
        [](double x) { return std::atanh(x); }),
    own("exp", "e^x", continuous<exponentialOf, asArgument, plusZero>, [](double x) { return std::exp(x); }),
    own("log", "natural logarithm, as in numpy and in C", logarithmRule, ofLogarithms,
        [](double x) { return std::log(x); }),
    alias("ln", "natural logarithm", 1, "log"),
    own("log2", "logarithm to the base 2", scaledLogarithm<std::numbers::log2e>, ofLogarithms,
        [](double x) { return std::log2(x); }),
    own("log10", "logarithm to the base 10", scaledLogarithm<std::numbers::log10e>, ofLogarithms,
        [](double x) { return std::log10(x); }),
    own("sqrt", "square root", squareRootRule, ofRoots, [](double x) { return std::sqrt(x); }),
    own("cbrt", "cube root, of negative numbers too", continuous<cubeRootOf>,
        [](double x) { return std::cbrt(x); }),
    own("abs", "absolute value, also |x|", continuous<absoluteOf, asArgument, plusZero>,
        [](double x) { return std::fabs(x); }),
    own("sign", "-1 below 0, 1 above, 0 at 0", broken<signOf, ofSteps>,
        [](double x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : x); }),
    alias("sgn", "-1 below 0, 1 above, 0 at 0", 1, "sign"),
    own("floor", "rounded down", broken<floorOf, ofSteps>, [](double x) { return std::floor(x); }),
    own("ceil", "rounded up", broken<ceilingOf, ofSteps>, [](double x) { return std::ceil(x); }),
    own("round", "rounded, halves to the even neighbour", broken<roundedOf, ofSteps>,
        [](double x) { return std::nearbyint(x); }),
    own("trunc", "rounded towards 0", broken<truncatedOf, ofSteps>, [](double x) { return std::trunc(x); }),
    defined("frac", "x - floor(x)", 1,
            [](Builder& builder, const Arguments& a) {
                return builder.make(operations::subtract, {a[0], builder.make(*findFunction("floor"), a)});
            }),
    own("step", "0 below 0, else 1", broken<stepOf, ofSteps>,
        [](double x) { return std::isnan(x) ? x : (x < 0.0 ? 0.0 : 1.0); }),
    alias("heaviside", "0 below 0, else 1", 1, "step"),
    own("sinc", "sin(pi*x)/(pi*x)", continuous<cardinalSineOf, ofFinite>, ofSines,
        [](double x) { return cardinalSine(x); }),
    own("erf", "error function", errorRule, [](double x) { return std::erf(x); }),
    own("erfc", "1 - erf(x)", complement, [](double x) { return std::erfc(x); }),
    own("gamma", "gamma function", noBounds, [](double x) { return std::tgamma(x); }),
    defined("relu", "max(x, 0)", 1,
            [](Builder& builder, const Arguments& a) { // in this order it is 0 where x is -0
                return builder.make(operations::largest, {builder.number(0.0), a[0]});
            }),
    own("mod", "remainder of x/y, with the sign of y", broken<moduloOf, ofModulo>, ofRemainders,
        [](double x, double divisor) { return floorModulo(x, divisor); }),
    own("atan2", "atan2(y, x): angle of the point (x, y)", broken<arctangent2Of, ofArctangent2>,
        [](double y, double x) { return std::atan2(y, x); }),
    own("hypot", "sqrt(x^2 + y^2)", hypotenuse, ofHypotenuses,
        [](double x, double y) { return std::hypot(x, y); }),
    alias("pow", "x^y", 2, "^"),
    defined("clamp", "clamp(x, low, high): x, but not beyond the two", 3, clamped),
    own("if", "if(condition, value, otherwise)", choiceOf,
        [](double condition, double yes, double no) {
            return std::isnan(condition) ? condition : (condition != 0.0 ? yes : no);
        }),
    folded("min", "smallest of any number of values", continuous<smallerOf, ofSmaller>,
           [](double a, double b) { return std::isnan(b) || b < a ? b : a; }),
    folded("max", "largest of any number of values", continuous<largerOf, ofLarger>,
           [](double a, double b) { return std::isnan(b) || b > a ? b : a; }),
};

/// Does not compile where there is no such row: those below are asked for at compile time.
constexpr const Operation& row(std::string_view name) {
    const auto* const found = std::ranges::find(everyOperation, name, &Operation::name);
    if (found == everyOperation.end())
        throw "no such operation";
    return *found;
}

} // namespace

namespace operations {
constinit const Operation& number = row("number");
constinit const Operation& variable = row("variable");
constinit const Operation& parameter = row("parameter");
constinit const Operation& add = row("+");
constinit const Operation& subtract = row("-");
constinit const Operation& multiply = row("*");
constinit const Operation& divide = row("/");
constinit const Operation& negate = row("negative");
constinit const Operation& power = row("^");
constinit const Operation& less = row("<");
constinit const Operation& equal = row("==");
constinit const Operation& both = row("&&");
constinit const Operation& either = row("||");
constinit const Operation& negation = row("!");
constinit const Operation& choose = row("if");
constinit const Operation& absolute = row("abs");
constinit const Operation& smallest = row("min");
constinit const Operation& largest = row("max");
constinit const Operation& squareRoot = row("sqrt");
constinit const Operation& cubeRoot = row("cbrt");
} // namespace operations

std::span<const Operation> knownFunctions() {
    static constexpr const Operation* first = &row("sin");
    return {first, static_cast<std::size_t>(everyOperation.data() + everyOperation.size() - first)};
}

const Operation* findFunction(std::string_view name) {
    const auto found = std::ranges::find(knownFunctions(), name, &Operation::name);
    return found == knownFunctions().end() ? nullptr : &*found;
}

const Operation& comparisonOf(std::string_view sign) {
    return *std::ranges::find(everyOperation, sign, &Operation::name);
}

const Operation& meantBy(const Operation& operation) {
    return operation.means.empty() ? operation
                                   : *std::ranges::find(everyOperation, operation.means, &Operation::name);
}

} // namespace gradewise
