// Least squares by continuous piecewise linear functions of one variable: first the values for given nodes,
// then the nodes too (free-knot linear splines). A ReLU network with one hidden layer is such a function.
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise {

/// Samples in ascending order; those at one place are merged into their mean.
struct SortedSamples {
    Vector x;            ///< m distinct places
    Matrix y;            ///< mean labels there, t × m
    Vector weight;       ///< how many samples each stands for
    double within = 0.0; ///< Σ |label - mean|² over merged samples: no function can take that away

    /// From places 1 × n and labels t × n.
    static SortedSamples of(const Matrix& x, const Matrix& y);
    Index size() const { return x.size(); }
    double span() const { return x(x.size() - 1) - x(0); }
};

/// At most `count` samples (two at least): means of neighbours, as many each time.
SortedSamples thinned(const SortedSamples& samples, Index count);

/// A piecewise linear function with the values that fit best for its nodes, and what a search for better
/// nodes needs to know. Cell k lies between nodes k and k + 1; λ runs from 0 to 1 in it; r = v(x) - y.
struct Spline {
    Vector nodes;         ///< ascending, p of them; the first and the last sample are the ends
    Matrix values;        ///< t × p
    Vector a00;           ///< Σ weight (1 - λ)² over a cell's samples
    Vector a01;           ///< Σ weight λ (1 - λ)
    Vector a11;           ///< Σ weight λ²
    Matrix r0;            ///< Σ weight (1 - λ) r, t × (p - 1)
    Matrix r1;            ///< Σ weight λ r
    double squares = 0.0; ///< Σ weight |r|²

    Index cells() const { return nodes.size() - 1; }
    /// Slope in cell k.
    auto slope(Index k) const { return (values.col(k + 1) - values.col(k)) / (nodes(k + 1) - nodes(k)); }
};

/// Finds the values of splines: minimises Σ weight |v(x) - y|² by a tridiagonal system. Differences of
/// neighbouring values are penalised by 1e-14 of the mean weight, so that nodes without samples around them
/// have values too. Allocates when made only.
class SplineValues {
public:
    /// For splines of `nodes` nodes; the samples outlive it.
    SplineValues(const SortedSamples& samples, Index nodes);

    /// Fills in everything of `spline` but its nodes. O(m + p).
    void fit(Spline& spline);
    /// Fills in all but nodes and values.
    void judge(Spline& spline);
    /// Solves with the matrix of the last fit(): `right` is p × any.
    void solve(Eigen::Ref<Matrix> right) const;

private:
    void place(Spline& spline);

    const SortedSamples& samples_;
    Vector share_;         ///< λ of each sample
    Eigen::VectorXi cell_; ///< of each sample
    Matrix band_;          ///< 2 × p, factored
    Matrix right_;         ///< p × t
    Vector residual_;      ///< t
};

} // namespace gradewise
