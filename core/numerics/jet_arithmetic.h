// What the rules of jet.h are made of. Private to the room.
#pragma once

#include "core/numerics/jet.h"

namespace gradewise {

inline Bounds constant(double value) {
    return {point(value), {}, {}};
}

/// Values alone.
inline Bounds jump(const Enclosure& value) {
    return {value, everything, everything};
}
/// Continuous, with slopes of either side; the second derivative does not exist.
inline Bounds kink(const Enclosure& value, const Enclosure& slopes) {
    return {value, slopes, everything};
}

inline Enclosure times(double factor, const Enclosure& a) {
    return point(factor) * a;
}

inline Bounds sum(const Bounds& a, const Bounds& b) {
    return {a.value + b.value, a.first + b.first, a.second + b.second};
}
inline Bounds negative(const Bounds& a) {
    return {-a.value, -a.first, -a.second};
}
inline Bounds product(const Bounds& a, const Bounds& b, bool derivatives) {
    Bounds result{a.value * b.value, {}, {}};
    if (derivatives) {
        result.first = a.first * b.value + a.value * b.first;
        result.second = a.second * b.value + times(2.0, a.first * b.first) + a.value * b.second;
    }
    return result;
}
inline Bounds quotient(const Bounds& a, const Bounds& b, const Enclosure& value, bool derivatives) {
    Bounds result{value, {}, {}};
    if (derivatives) {
        result.first = (a.first - result.value * b.first) / b.value;
        result.second = (a.second - times(2.0, result.first * b.first) - result.value * b.second) / b.value;
    }
    return result;
}

inline Bounds quotient(const Bounds& a, const Bounds& b, bool derivatives) {
    return quotient(a, b, a.value / b.value, derivatives);
}

/// φ(u) with φ', φ'' over the values of u.
template <class Derivatives>
inline Bounds chain(const Bounds& u, const Enclosure& value, bool derivatives, Derivatives of) {
    Bounds result{value, {}, {}};
    if (derivatives && !(u.first.isPoint() && u.first.low == 0.0)) {
        const auto [first, second] = of();
        result.first = first * u.first;
        result.second = second * square(u.first) + first * u.second;
    }
    return result;
}

struct Derivatives {
    Enclosure first;
    Enclosure second;
};

inline Enclosure notNegative(const Enclosure& a) {
    return maximum(a, point(0.0));
}

/// Exponents of which negative numbers have a power.
bool isWhole(double exponent);
/// ⌊a / b⌋ where b is a single number and that is one number everywhere.
std::optional<double> turnsOf(const Enclosure& a, const Enclosure& b);

} // namespace gradewise
