// The cascades of the textbook. On a cell with middle m and half length s, and with o = -1 where its
// coordinate runs backwards, else 1, the second difference is f(m) - (f(m - s) + f(m + s)) / 2 = <v, q>.
#include "core/construction/textbook_parts.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace gradewise {

namespace {

using Row = Eigen::RowVector2d;

Matrix twoByTwo(double a, double b, double c, double d) {
    Matrix matrix(2, 2);
    matrix << a, b, c, d;
    return matrix;
}

/// Pieces of cubics: v = (s² f''(m), o s³ f'''), q = (-½, 0).
Cascade cubics(Vector nodes, const Matrix& start) {
    return {std::move(nodes), start, Eigen::Vector2d(-0.5, 0.0), twoByTwo(0.25, 0.0, -0.125, 0.125),
            twoByTwo(0.25, 0.0, 0.125, -0.125)};
}

Cascade cube() {
    return cubics(Eigen::Vector2d(0.0, 1.0), Row(0.75, 0.75));
}

Cascade cubicSpline() {
    Matrix start(4, 2);
    start << 1.0, 1.0, -1.0, 3.0, -1.0, 3.0, 1.0, 1.0;
    Vector nodes(5);
    nodes << 0.0, 1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0, 0.0;
    return cubics(std::move(nodes), start / 8.0);
}

/// s² f''(m) = v_1 + v_2, q = -(½, ½): f'' is 1, -2, 1, and the steps between are to be powers of two.
Cascade quadraticSpline() {
    Matrix start(3, 2);
    start << 0.0, 0.25, -0.5, 0.0, 0.0, 0.25;
    const Matrix quarter = twoByTwo(0.25, 0.0, 0.0, 0.25);
    return {Eigen::Vector4d(0.0, 0.5, 0.5, 0.0), start, Eigen::Vector2d(-0.5, -0.5), quarter, quarter};
}

/// v = c (sin πm, -o cos πm), q = (1, 0), with c = 1 - cos πs, which falls to `shrunk` of it when s is
/// halved. The middle of a half is s/2 away, an angle to turn by.
Cascade sine(Index grade) {
    const double angle = std::numbers::pi * std::ldexp(1.0, -static_cast<int>(grade) - 1);
    const double shrunk = 0.25 / std::pow(std::cos(0.5 * angle), 2);
    const double c = shrunk * std::cos(angle);
    const double s = shrunk * std::sin(angle);
    return {Vector::Zero(3), twoByTwo(1.0, 0.0, -1.0, 0.0), Eigen::Vector2d(1.0, 0.0), twoByTwo(c, -s, s, c),
            twoByTwo(c, -s, -s, -c)};
}

/// The scaling function reproduces lines, so that its second differences are ¼, -½, ¼ on the three windows,
/// times λ_0 = (1 + √3)/4 for each binary digit 0 of x and λ_1 = (1 - √3)/4 for each 1 (Daubechies & Lagarias
/// 1992). Folded, a digit is 1 in the right half of a cell that runs forwards, whose v is (·, 0),
/// and in the left half of one that runs backwards, whose v is (0, ·).
Cascade daubechies4() {
    constexpr double root = std::numbers::sqrt3;
    constexpr double zero = 0.25 * (1.0 + root);
    constexpr double one = 0.25 * (1.0 - root);
    Matrix start(3, 2);
    start << 0.25, 0.0, 0.0, -0.5, 0.25, 0.0;
    return {Eigen::Vector4d(0.0, 2.0 * zero, 2.0 * one, 0.0), start, Eigen::Vector2d(1.0, 1.0),
            twoByTwo(zero, 0.0, 0.0, one), twoByTwo(0.0, one, zero, 0.0)};
}

} // namespace

std::optional<Cascade> cascadeOf(Textbook construction, Index grade) {
    switch (construction) {
    case Textbook::Square:
    case Textbook::Product:
    case Textbook::Takagi:
    case Textbook::Weierstrass:
        break;
    case Textbook::Cube:
        return cube();
    case Textbook::Sine:
        return sine(grade);
    case Textbook::QuadraticSpline:
        return quadraticSpline();
    case Textbook::CubicSpline:
        return cubicSpline();
    case Textbook::Daubechies4:
        return daubechies4();
    }
    return std::nullopt;
}

} // namespace gradewise
