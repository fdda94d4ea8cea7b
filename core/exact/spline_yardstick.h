// How well the best continuous piecewise linear function with n pieces of its own choice comes near f, for
// large n: what a single grade, whose sum is such a function, could reach at best.
//     sup norm  (1/16) n⁻² (∫ |f''|^½)²        L2  720^-½ n⁻² (∫ |f''|^⅖)^(5/2)
// Source: classical asymptotics of free-knot splines (de Boor 1973; DeVore, Acta Numerica 1998).
#pragma once

#include "core/exact/bounded_function.h"
#include "core/numbers/domain.h"

#include <string>
#include <variant>

namespace gradewise {

struct SplineYardstick {
    double sup = 0.0; ///< times n⁻² the sup norm
    double l2 = 0.0;  ///< times n⁻² the root of the mean square over the interval

    double supWith(Index pieces) const;
    double l2With(Index pieces) const;
};

/// The yardstick of a formula on an interval, by adaptive Gauss quadrature of its second derivative; or a
/// sentence on why there is none: f'' is not bounded somewhere (at a kink, a jump, an infinite slope).
std::variant<SplineYardstick, std::string> splineYardstick(const Expression& expression,
                                                           const Interval& domain);

} // namespace gradewise
