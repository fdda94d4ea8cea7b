// What the rows of operations.cpp are made of: how a function computes, the jets of functions that are
// bounded as made of others, sentences on what may be amiss. Private to the room.
#pragma once

#include "core/formula/expression.h"
#include "core/formula/operation.h"
#include "core/numerics/regularity.h"

#include <array>
#include <cmath>
#include <numbers>
#include <type_traits>

namespace gradewise::rows {

using Arguments = std::vector<std::size_t>;

/// How many numbers a function takes.
template <class Function>
inline constexpr std::size_t arity = std::is_invocable_v<Function, double>           ? 1
                                     : std::is_invocable_v<Function, double, double> ? 2
                                                                                     : 3;

template <class Function, class Argument>
double called(Argument argument) {
    if constexpr (arity<Function> == 1)
        return Function{}(argument(0));
    else if constexpr (arity<Function> == 2)
        return Function{}(argument(0), argument(1));
    else
        return Function{}(argument(0), argument(1), argument(2));
}

/// Point and column go through the same code, so that they give the same bits.
template <class Function>
constexpr Evaluation computed(Function) {
    return {[](const double* a) { return called<Function>([a](std::size_t k) { return a[k]; }); },
            [](const double* const* a, std::size_t count, double* results) {
                for (std::size_t i = 0; i < count; ++i)
                    results[i] = called<Function>([a, i](std::size_t k) { return a[k][i]; });
            }};
}

constexpr double truth(bool holds) {
    return holds ? 1.0 : 0.0;
}

/// Continuous wherever its arguments are, however large it gets.
template <auto bounds, auto regularity = asArgument, auto zeros = anyZero>
inline constexpr JetRule continuous = jetOf<bounds, regularity, zeros, true>;

/// With poles, jumps, or arguments that it has no value for.
template <auto bounds, auto regularity, auto zeros = anyZero>
inline constexpr JetRule broken = jetOf<bounds, regularity, zeros, false>;

inline constexpr JetRule noBounds = nullptr;

/// The jet of a rule of one or two arguments, for functions that are bounded as made of others.
inline Jet of(JetRule rule, bool derivatives, const Jet& a) {
    const std::array<const Jet*, 3> arguments = {&a, nullptr, nullptr};
    return rule(arguments.data(), derivatives);
}
inline Jet of(JetRule rule, bool derivatives, const Jet& a, const Jet& b) {
    const std::array<const Jet*, 3> arguments = {&a, &b, nullptr};
    return rule(arguments.data(), derivatives);
}

inline constexpr JetRule sumRule = continuous<sumOf, ofSum, zeroOfSum>;
inline constexpr JetRule differenceRule = continuous<differenceOf, ofDifference, zeroOfDifference>;
inline constexpr JetRule productRule = continuous<productOf, ofProduct, zeroOfProduct>;
inline constexpr JetRule quotientRule = broken<quotientOf, ofQuotient, zeroOfQuotient>;
inline constexpr JetRule powerRule = broken<powerOf, ofPower, zeroOfPower>;
inline constexpr JetRule squareRootRule = broken<squareRootOf, fromZeroOn, zeroOfArgument>;
inline constexpr JetRule logarithmRule = broken<logarithmOf, fromZeroOn>;
inline constexpr JetRule sineRule = continuous<sineOf, ofFinite>;
inline constexpr JetRule cosineRule = continuous<cosineOf, ofFinite>;
inline constexpr JetRule errorRule = continuous<errorFunctionOf>;

template <const double& factor>
Jet scaledLogarithm(Jets a, bool derivatives) {
    return of(productRule, derivatives, constantJet(factor), of(logarithmRule, derivatives, *a[0]));
}

/// 1 - erf(x).
inline Jet complement(Jets a, bool derivatives) {
    return of(differenceRule, derivatives, constantJet(1.0), of(errorRule, derivatives, *a[0]));
}

/// Not 1/tan, which says nothing where tan has a pole.
inline Jet cotangent(Jets a, bool derivatives) {
    return of(quotientRule, derivatives, of(cosineRule, derivatives, *a[0]),
              of(sineRule, derivatives, *a[0]));
}

inline Jet hypotenuse(Jets a, bool derivatives) {
    const auto square = [&](const Jet& x) { return of(powerRule, derivatives, x, constantJet(2.0)); };
    return of(squareRootRule, derivatives, of(sumRule, derivatives, square(*a[0]), square(*a[1])));
}

constexpr Troubles same(std::string_view text, std::string_view (*undefined)(const double*) = nullptr) {
    return {text, text, undefined};
}

inline std::string_view dividesByZero(const double*) {
    return "There it divides by 0.";
}

inline constexpr Troubles ofSums = {"infinity may be taken from infinity", "a sum is too large"};
inline constexpr Troubles ofProducts = {"0 may be multiplied by infinity", "a product is too large"};
inline constexpr Troubles ofQuotients = {"0 may be divided by 0, or infinity by infinity",
                                         "a divisor may be 0",
                                         [](const double* a) { return a[1] == 0.0 ? dividesByZero(a) : ""; }};
inline constexpr Troubles ofPowers = {"a negative number may be raised to a power that is no whole number",
                                      "0 may have a negative exponent, or a power is too large"};
inline constexpr Troubles ofSines = same("the sine or cosine of an infinite number may be taken");
inline constexpr Troubles ofTangents = same("tan has a pole or an infinite argument");
inline constexpr Troubles ofCotangents = {"cot has a pole or an infinite argument", "a divisor may be 0",
                                          dividesByZero};
inline constexpr Troubles ofArcs =
    same("the arcsine or arccosine of a number beyond 1 may be taken", [](const double*) -> std::string_view {
        return "There it takes the inverse sine or cosine of a number beyond ±1.";
    });
inline constexpr Troubles ofAreaCosines =
    same("acosh of a number below 1 may be taken",
         [](const double*) -> std::string_view { return "There it takes acosh of a number below 1."; });
inline constexpr Troubles ofAreaTangents = {
    "atanh of a number beyond 1 may be taken", "atanh of 1 or -1 may be taken",
    [](const double*) -> std::string_view {
        return "There it takes atanh of a number that is not between -1 and 1.";
    }};
inline constexpr Troubles ofLogarithms = {
    "the logarithm of a negative number may be taken", "the logarithm of 0 may be taken",
    [](const double* a) -> std::string_view {
        return a[0] == 0.0 ? "There it takes the logarithm of 0."
                           : "There it takes the logarithm of a negative number.";
    }};
inline constexpr Troubles ofRoots =
    same("the root of a negative number may be taken", [](const double*) -> std::string_view {
        return "There it takes the square root of a negative number.";
    });
inline constexpr Troubles ofHypotenuses = same("a square is too large");
inline constexpr Troubles ofRemainders =
    same("the remainder of an infinite number, or of a division by 0, may be taken",
         [](const double* a) -> std::string_view {
             return a[1] == 0.0 ? "There it takes a remainder by 0." : "";
         });

/// 1/f(x).
inline std::size_t inverse(ExpressionBuilder& builder, std::string_view function, const Arguments& a) {
    return builder.make(operations::divide, {builder.number(1.0), builder.make(*findFunction(function), a)});
}

inline std::size_t clamped(ExpressionBuilder& builder, const Arguments& a) {
    const auto [x, low, high] = std::array{a[0], a[1], a[2]};
    const bool ordered =
        builder.isNumber(low) && builder.isNumber(high) && builder.valueOf(low) <= builder.valueOf(high);
    if (ordered)
        return builder.make(operations::smallest, {builder.make(operations::largest, {x, low}), high});
    // Where the bounds cross, clamp is no minimum of a maximum.
    const std::size_t above =
        builder.make(operations::choose, {builder.make(operations::less, {high, x}), high, x});
    return builder.make(operations::choose, {builder.make(operations::less, {x, low}), low, above});
}

inline double cardinalSine(double x) {
    const double angle = std::numbers::pi * x;
    return angle == 0.0 ? 1.0 : std::sin(angle) / angle;
}

/// Remainder with the sign of the divisor, as in numpy.
inline double floorModulo(double x, double divisor) {
    const double remainder = std::fmod(x, divisor);
    return remainder != 0.0 && (remainder < 0.0) != (divisor < 0.0) ? remainder + divisor : remainder;
}

/// With bounds and values of its own; what is left out does not compile.
template <class Function>
constexpr Operation own(std::string_view name, std::string_view help, JetRule jet, Troubles troubles,
                        Function function) {
    return {name, help, arity<Function>, arity<Function>, computed(function), jet, troubles};
}
template <class Function>
constexpr Operation own(std::string_view name, std::string_view help, JetRule jet, Function function) {
    return own(name, help, jet, Troubles{}, function);
}

/// An operation on any number of values, from the left.
template <class Function>
constexpr Operation folded(std::string_view name, std::string_view help, JetRule jet, Function function) {
    return {name, help, 1, anyNumber, computed(function), jet};
}

constexpr Operation defined(std::string_view name, std::string_view help, std::size_t values,
                            Definition definition) {
    return {name, help, values, values, {}, nullptr, {}, definition};
}

constexpr Operation alias(std::string_view name, std::string_view help, std::size_t values,
                          std::string_view means) {
    return {name, help, values, values, {}, nullptr, {}, nullptr, means};
}

/// What is not computed from arguments.
constexpr Operation given(std::string_view name) {
    return {name, "", 0, 0, {}, nullptr, {"a number has no value", "a number is infinite"}};
}

} // namespace gradewise::rows
