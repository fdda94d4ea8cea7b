// Arithmetic with intervals that certainly hold the result, whatever was rounded on the way: sums, products,
// quotients and roots round outwards by the exact rounding error (none where the result is exact), library
// functions by a few units in the last place. An evaluation of the same formula with ordinary doubles lies
// within them too.
// Source: Moore, Kearfott, Cloud, "Introduction to Interval Analysis", SIAM 2009.
#pragma once

#include <limits>

namespace gradewise {

/// Numbers from `low` to `high`; ends may be infinite. Real numbers are meant: infinity itself is no member.
struct Enclosure {
    double low = 0.0;
    double high = 0.0;

    double width() const { return high - low; }
    double size() const; ///< the largest absolute value
    bool contains(double value) const { return low <= value && value <= high; }
    bool isPoint() const { return low == high; }
    bool bounded() const;
};

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr Enclosure everything = {-infinity, infinity};

inline Enclosure point(double value) {
    return {value, value};
}
Enclosure hull(const Enclosure& a, const Enclosure& b);
/// The common part; where rounding leaves none, `a`.
Enclosure common(const Enclosure& a, const Enclosure& b);

Enclosure operator+(const Enclosure& a, const Enclosure& b);
Enclosure operator-(const Enclosure& a, const Enclosure& b);
Enclosure operator-(const Enclosure& a);
Enclosure operator*(const Enclosure& a, const Enclosure& b);
/// Everything where b holds 0 inside; half a line where 0 is an end of b.
Enclosure operator/(const Enclosure& a, const Enclosure& b);

Enclosure square(const Enclosure& a);
Enclosure absolute(const Enclosure& a);
Enclosure minimum(const Enclosure& a, const Enclosure& b);
Enclosure maximum(const Enclosure& a, const Enclosure& b);
/// a^n for whole n.
Enclosure wholePower(const Enclosure& a, int n);
/// a^p where a is not negative; the negative part of `a` has no power and is left out.
Enclosure realPower(const Enclosure& a, double p);
// Where a function has no value (logarithm and root of negative numbers, arcsine beyond 1) that part of the
// argument is left out; where it has none at all the result is everything.
Enclosure squareRoot(const Enclosure& a);
Enclosure cubeRoot(const Enclosure& a);
Enclosure exponential(const Enclosure& a);
Enclosure logarithm(const Enclosure& a);
Enclosure sine(const Enclosure& a);
Enclosure cosine(const Enclosure& a);
Enclosure tangent(const Enclosure& a);
Enclosure arcsine(const Enclosure& a);
Enclosure arccosine(const Enclosure& a);
Enclosure arctangent(const Enclosure& a);
Enclosure hyperbolicSine(const Enclosure& a);
Enclosure hyperbolicCosine(const Enclosure& a);
Enclosure hyperbolicTangent(const Enclosure& a);
Enclosure areaSine(const Enclosure& a);
Enclosure areaCosine(const Enclosure& a);
Enclosure areaTangent(const Enclosure& a);
Enclosure errorFunction(const Enclosure& a);

} // namespace gradewise
