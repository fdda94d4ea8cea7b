// The sums over sawteeth of the textbook.
#include "core/construction/textbook_parts.h"

#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

Vector toothBends() {
    return Eigen::Vector3d(0.0, 0.5, 1.0);
}

Vector tooth() {
    return Eigen::Vector3d(2.0, -4.0, 2.0);
}

/// c^(l - 1), exact where c is a power of two.
double power(double ratio, Index grade) {
    return std::pow(ratio, static_cast<double>(grade));
}

SawtoothGrade square(Index grade) {
    const Vector identity = Eigen::Vector3d(1.0, 0.0, 0.0); // on [0, 1]
    const Vector curved = -0.25 * power(0.25, grade) * tooth();
    return {{{1.0, 0.0, 1.0}}, toothBends(), tooth(), grade == 0 ? Vector(curved + identity) : curved, 0.0};
}

SawtoothGrade product(Index grade) {
    SawtoothGrade sum = square(grade);
    sum.signals = {{0.5, 0.5, 2.0}, {1.0, 0.0, -0.5}, {0.0, 1.0, -0.5}};
    return sum;
}

SawtoothGrade takagi(double ratio, Index grade) {
    return {{{1.0, 0.0, 1.0}}, toothBends(), tooth(), 0.5 * power(ratio, grade) * tooth(), 0.0};
}

SawtoothGrade weierstrass(double ratio, Index grade) {
    constexpr Index third = 16; // pieces of the broken line from one bend of the fold to the next
    constexpr Index pieces = 3 * third;
    Vector fold = Vector::Zero(pieces);
    fold[0] = 3.0;
    fold[third] = -6.0;
    fold[2 * third] = 6.0;
    const Vector places = Vector::LinSpaced(pieces + 1, 0.0, 1.0);
    const Vector wave = (std::numbers::pi * places).array().cos();
    const Vector bends = places.head(pieces);
    const double height = power(ratio, grade);
    return {{{1.0, 0.0, 1.0}}, bends, fold, height * slopeChanges(bends, 1.0, wave), height};
}

} // namespace

std::optional<SawtoothGrade> sawtoothOf(Textbook construction, double ratio, Index grade) {
    switch (construction) {
    case Textbook::Square:
        return square(grade);
    case Textbook::Product:
        return product(grade);
    case Textbook::Takagi:
        return takagi(ratio, grade);
    case Textbook::Weierstrass:
        return weierstrass(ratio, grade);
    case Textbook::Cube:
    case Textbook::Sine:
    case Textbook::QuadraticSpline:
    case Textbook::CubicSpline:
    case Textbook::Daubechies4:
        break;
    }
    return std::nullopt;
}

} // namespace gradewise
