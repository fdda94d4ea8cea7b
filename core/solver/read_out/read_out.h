// The read-out that fits best: least squares in the last affine map, by normal equations summed over tiles.
#pragma once

#include "core/network/kernels.h"
#include "core/numbers/matrix.h"

namespace gradewise {

/// Minimises Σ_j |y_j - C h_j - c|² + λ Σ_i v_i |C_i|² over C (t × w) and c (t). v_i is the spread of h_i and
/// λ = 1e-12: far below what data can tell, it only keeps neurons that nearly cancel each other from growing
/// without bound; it is raised, a hundredfold at a time, where the factorisation asks for more. Allocates
/// when made only.
class ReadOut {
public:
    ReadOut(Index width, Index outputs);

    void clear();
    /// Adds n samples: hidden activations w × n and labels t × n.
    void add(const double* hidden, const double* labels, Index n);
    /// Adds one sample, hidden w and label t, that counts `weight` times.
    void addWeighted(const Vector& hidden, const Vector& labels, double weight);
    /// False when there is no finite answer.
    bool solve();

    const Matrix& coefficients() const { return coefficients_; } ///< C, t × w
    const Vector& offset() const { return offset_; }             ///< c, t

private:
    bool factorise(double ridge);

    const kernels::Table& kernels_;
    Matrix squares_;   ///< Σ h hᵀ (lower triangle), w × w
    Matrix products_;  ///< Σ y hᵀ, t × w
    Vector hiddenSum_; ///< Σ h
    Vector labelSum_;  ///< Σ y
    double samples_ = 0.0;
    Vector scale_;        ///< 1 / sqrt(v_i); 0 for a neuron that does not vary
    Matrix correlations_; ///< of the activations; upper triangle: kept, lower: factored
    Vector solution_;
    Matrix coefficients_;
    Vector offset_;
};

} // namespace gradewise
