// Smoothing of a contribution: a normalised Gaussian mean of its values at equispaced nodes s_j,
//     S_σ u(x) = Σ_j w_j(x) u(s_j) / Σ_j w_j(x),   w_j(x) = q_j exp(-(x - s_j)² / (2σ²)),
// with q the weights of Boole's composite rule; in several variables a product, with one σ an axis (Lyu,
// Fang, Xu, "Multigrade deep learning with smoothing", public code). Where σ spans two node distances, the
// rule's own error is a few ten-thousandths of a u that changes little over σ; at four it is about 1e-9.
// Towards an end of the interval the mean becomes one-sided.
#pragma once

#include "core/numbers/matrix.h"

#include <vector>

namespace gradewise {

/// σ must span so many node distances: below, the nodes are picked out, not smoothed.
inline constexpr double leastSpacings = 2.0;

/// The nodes of one variable, `nodes` of them from `low` to `high`, and the kernel's width, in its unit.
struct SmoothingAxis {
    double low = 0.0;
    double high = 1.0;
    double sigma = 0.1;
    Index nodes = 5; ///< 4 I + 1, as Boole's rule needs

    bool operator==(const SmoothingAxis&) const = default;
    double spacing() const { return (high - low) / static_cast<double>(nodes - 1); }
    /// Whether σ spans leastSpacings, but for rounding.
    bool resolved() const { return sigma >= (1.0 - 1e-9) * leastSpacings * spacing(); }
};

/// q_j = 7, 32, 12, 32, 14, 32, 12, 32, …, 7 for node j of `nodes`.
double booleWeight(Index node, Index nodes);

/// S_σ u for one function u, known by its values at the nodes. A value.
class Smoothing {
public:
    /// One axis a variable. Throws std::invalid_argument for a number of nodes that is not 4 I + 1, and for a
    /// σ that they do not resolve.
    explicit Smoothing(std::vector<SmoothingAxis> axes);

    const std::vector<SmoothingAxis>& axes() const { return axes_; }
    /// m, of all axes together.
    Index nodeCount() const;
    /// At how many nodes u counts for one point, at most.
    double terms() const;
    /// Nodes `begin` … `begin + count - 1`, d × count; the first variable runs fastest.
    Matrix nodes(Index begin, Index count) const;

    /// u at all nodes, t × m.
    void setValues(Matrix values);
    /// Takes factor · u in place of u.
    void scale(double factor);
    /// S_σ u at the columns of x (d × n): t × n. Constants come out as they are, to the bit. Nodes beyond 8
    /// σ, which weigh less than 2e-14, are left out, so that a point costs as many terms as lie within.
    Matrix operator()(const Matrix& x) const;

private:
    struct Window;
    void add(std::size_t axis, Index node, double weight, const std::vector<Window>& windows,
             Vector& sum) const;

    std::vector<SmoothingAxis> axes_;
    std::vector<Index> strides_; ///< how far apart neighbours along an axis are in values_
    std::vector<Vector> rules_;  ///< q of each axis
    Vector origin_;              ///< u at the first node, t
    Matrix values_;              ///< u - origin_ at the nodes, t × m
};

} // namespace gradewise
