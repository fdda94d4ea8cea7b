// The two array types every room speaks; of float where descent is asked for single precision. Columns are
// samples: a d × n matrix holds n points of R^d, a t × n matrix n values in R^t.
#pragma once

#include <Eigen/Core>

namespace gradewise {

template <class Number>
using MatrixOf = Eigen::Matrix<Number, Eigen::Dynamic, Eigen::Dynamic>;
template <class Number>
using VectorOf = Eigen::Matrix<Number, Eigen::Dynamic, 1>;

using Matrix = MatrixOf<double>;
using Vector = VectorOf<double>;
using Index = Eigen::Index;

} // namespace gradewise
