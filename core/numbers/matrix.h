// The two array types every room speaks. Columns are samples: a d × n matrix holds n points of R^d,
// a t × n matrix n values in R^t.
#pragma once

#include <Eigen/Core>

namespace gradewise {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

} // namespace gradewise
