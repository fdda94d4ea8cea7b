// The curvature of a grade's loss E = (1 / 2n) Σ |wanted - N(in)|² in its parameters: exact products of the
// Hessian with a vector (Pearlmutter 1994: the derivative of the back-propagation along the vector), and from
// these its largest and least eigenvalue by Lanczos' method. With ReLU it is the Hessian between the kinks,
// where it exists: almost everywhere.
#pragma once

#include "core/network/block.h"
#include "core/network/kernels.h"
#include "core/numbers/may_continue.h"

#include <optional>
#include <vector>

namespace gradewise {

/// References outlive the object.
class HessianProduct {
public:
    /// Once `mayContinue`, asked before every tile of samples, says no, products are not numbers.
    HessianProduct(const Block& block, const Matrix& in, const Matrix& wanted,
                   MayContinue mayContinue = alwaysContinue);

    Index size() const { return block_.parameters().size(); }
    /// H v; costs about four gradients.
    Vector operator()(const Vector& direction);

private:
    struct Layer {
        Matrix z;      ///< W a + b of the tile, then σ'(z)
        Matrix a;      ///< σ(z)
        Matrix alongZ; ///< derivative of z along the direction
        Matrix alongA; ///< and of a
        Matrix bend;   ///< σ''(z)
    };

    kernels::AffineMap map(const Vector& parameters, Index layer) const;
    void forward(const Vector& direction, const double* in, Index n);
    void throughReadOut(const Vector& direction, const double* in, const double* wanted, Index n);
    void backward(const Vector& direction, const double* in, Index n, Vector& product);
    const double* fed(const double* in, Index layer) const;

    const Block& block_;
    const Matrix& in_;
    const Matrix& wanted_;
    MayContinue mayContinue_;
    const kernels::Table& kernels_;
    std::vector<Layer> layers_; ///< of the hidden layers
    std::vector<Index> begins_; ///< of the affine maps in the parameters
    Vector zeros_;
    Matrix ones_;
    Matrix delta_[2];
    Matrix along_[2];
    Matrix scratch_;
};

/// The two ends of the Hessian's spectrum, each up to its error bound, and the last step size.
struct Curvature {
    double largest = 0.0;
    double least = 0.0;
    double largestError = 0.0; ///< some eigenvalue lies within that distance
    double leastError = 0.0;
    Index products = 0; ///< Hessian-vector products used
    double rate = 0.0;  ///< η of the last epoch

    /// η λ_max: gradient descent on a quadratic converges while that is below 2.
    double product() const { return rate * largest; }
    bool operator==(const Curvature&) const = default;
};

/// Up to `products` steps of Lanczos' method, fewer once both ends are known to 1e-6 of the larger one.
/// Nothing where a number is not finite. `ends`, where given, says in which direction to begin, and becomes
/// the sum of the eigenvectors of both ends: a later look at a Hessian nearby knows more for as many
/// products.
std::optional<Curvature> curvatureOf(HessianProduct& hessian, Index products, double rate,
                                     Vector* ends = nullptr);

} // namespace gradewise
