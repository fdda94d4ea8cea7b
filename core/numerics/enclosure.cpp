#include "core/numerics/enclosure.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

double below(double value) {
    return std::nextafter(value, -infinity);
}
double above(double value) {
    return std::nextafter(value, infinity);
}

// The rounding error of a sum (Knuth) and of a product (by fused multiply-add) is itself a double, so that
// exact results stay points. Where it cannot be had (overflow, underflow) one unit is taken.
double sumError(double a, double b, double sum) {
    const double part = sum - a;
    return (a - (sum - part)) + (b - part);
}

double sumBelow(double a, double b) {
    const double sum = a + b;
    return std::isfinite(sum) && sumError(a, b, sum) >= 0.0 ? sum : (sum == -infinity ? sum : below(sum));
}
double sumAbove(double a, double b) {
    const double sum = a + b;
    return std::isfinite(sum) && sumError(a, b, sum) <= 0.0 ? sum : (sum == infinity ? sum : above(sum));
}

bool smallProduct(double product) {
    return std::abs(product) < 1e-290;
}

double productBelow(double a, double b) {
    if (a == 0.0 || b == 0.0)
        return 0.0; // also of an infinite end, which is no member
    const double product = a * b;
    if (std::isfinite(product) && !smallProduct(product) && std::fma(a, b, -product) >= 0.0)
        return product;
    if (product == 0.0 && (a > 0.0) == (b > 0.0))
        return 0.0; // underflow does not change a sign
    return product == -infinity ? product : below(product);
}
double productAbove(double a, double b) {
    return -productBelow(-a, b);
}

double quotientBelow(double a, double b) {
    if (a == 0.0)
        return 0.0;
    if (std::isinf(b))
        return (a > 0.0) == (b > 0.0) ? 0.0 : -std::numeric_limits<double>::denorm_min();
    const double quotient = a / b;
    if (std::isfinite(quotient) && !smallProduct(quotient) && !smallProduct(a)) {
        const double rest = std::fma(-quotient, b, a); // a - quotient·b, exactly
        if (rest == 0.0 || (rest > 0.0) == (b > 0.0))
            return quotient;
    }
    if (quotient == 0.0 && (a > 0.0) == (b > 0.0))
        return 0.0;
    return quotient == -infinity ? quotient : below(quotient);
}
double quotientAbove(double a, double b) {
    return -quotientBelow(-a, b);
}

} // namespace

double Enclosure::size() const {
    return std::max(std::abs(low), std::abs(high));
}

bool Enclosure::bounded() const {
    return std::isfinite(low) && std::isfinite(high);
}

Enclosure hull(const Enclosure& a, const Enclosure& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Enclosure common(const Enclosure& a, const Enclosure& b) {
    const Enclosure both{std::max(a.low, b.low), std::min(a.high, b.high)};
    return both.low <= both.high ? both : a;
}

Enclosure operator+(const Enclosure& a, const Enclosure& b) {
    return {sumBelow(a.low, b.low), sumAbove(a.high, b.high)};
}

Enclosure operator-(const Enclosure& a, const Enclosure& b) {
    return {sumBelow(a.low, -b.high), sumAbove(a.high, -b.low)};
}

Enclosure operator-(const Enclosure& a) {
    return {-a.high, -a.low};
}

Enclosure operator*(const Enclosure& a, const Enclosure& b) {
    if (a.isPoint() && b.isPoint())
        return {productBelow(a.low, b.low), productAbove(a.low, b.low)};
    if (a.low >= 0.0 && b.low >= 0.0)
        return {productBelow(a.low, b.low), productAbove(a.high, b.high)};
    if (b.isPoint())
        return b * a;
    if (a.isPoint())
        return a.low >= 0.0 ? Enclosure{productBelow(a.low, b.low), productAbove(a.low, b.high)}
                            : Enclosure{productBelow(a.low, b.high), productAbove(a.low, b.low)};
    const double low = std::min({productBelow(a.low, b.low), productBelow(a.low, b.high),
                                 productBelow(a.high, b.low), productBelow(a.high, b.high)});
    const double high = std::max({productAbove(a.low, b.low), productAbove(a.low, b.high),
                                  productAbove(a.high, b.low), productAbove(a.high, b.high)});
    return {low, high};
}

Enclosure operator/(const Enclosure& a, const Enclosure& b) {
    if (b.low > 0.0 || b.high < 0.0) {
        const double low = std::min({quotientBelow(a.low, b.low), quotientBelow(a.low, b.high),
                                     quotientBelow(a.high, b.low), quotientBelow(a.high, b.high)});
        const double high = std::max({quotientAbove(a.low, b.low), quotientAbove(a.low, b.high),
                                      quotientAbove(a.high, b.low), quotientAbove(a.high, b.high)});
        return {low, high};
    }
    // 0 is an end of b, or inside: quotients grow without bound, to one side if a has one sign.
    if (b.isPoint() || (b.low < 0.0 && b.high > 0.0) || a.contains(0.0))
        return everything;
    if (b.high > 0.0)
        return a.low > 0.0 ? Enclosure{quotientBelow(a.low, b.high), infinity}
                           : Enclosure{-infinity, quotientAbove(a.high, b.high)};
    return a.low > 0.0 ? Enclosure{-infinity, quotientAbove(a.low, b.low)}
                       : Enclosure{quotientBelow(a.high, b.low), infinity};
}

Enclosure square(const Enclosure& a) {
    const Enclosure size = absolute(a);
    return {std::max(0.0, productBelow(size.low, size.low)), productAbove(size.high, size.high)};
}

Enclosure absolute(const Enclosure& a) {
    if (a.low >= 0.0)
        return a;
    return a.high <= 0.0 ? -a : Enclosure{0.0, a.size()};
}

Enclosure minimum(const Enclosure& a, const Enclosure& b) {
    return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

Enclosure maximum(const Enclosure& a, const Enclosure& b) {
    return {std::max(a.low, b.low), std::max(a.high, b.high)};
}

Enclosure squareRoot(const Enclosure& a) {
    if (a.high < 0.0)
        return everything;
    const Enclosure base{std::max(a.low, 0.0) + 0.0, std::max(a.high, 0.0) + 0.0}; // a -0 becomes 0
    const double low = std::sqrt(base.low);
    const double high = std::sqrt(base.high);
    const bool exactLow = std::fma(low, low, -base.low) <= 0.0 && !smallProduct(base.low);
    const bool exactHigh = std::fma(high, high, -base.high) >= 0.0 && !smallProduct(base.high);
    return {low == 0.0 || exactLow ? low : std::max(0.0, below(low)),
            high == 0.0 || exactHigh ? high : above(high)};
}

} // namespace gradewise
