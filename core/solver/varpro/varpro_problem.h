// The reduced least-squares problem of variable projection: hidden weights are free, the read-out is always
// the best one for them (Golub & Pereyra 1973).
#pragma once

#include "core/network/kernels.h"
#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"
#include "core/solver/read_out/read_out.h"
#include "core/solver/varpro/greedy.h"

#include <optional>

namespace gradewise {

/// f(W, b) = min over C, c of (1 / 2n) Σ_j |y_j - C ρ(W a_j + b) - c|², and its gradient: at the best (C, c)
/// the partial derivative by W and b is the whole one. Variables lie in one vector: W (w × k, column-major),
/// then b (w). Allocates when made and in the first evaluation only.
class VarProProblem {
public:
    /// `inputs` is k × n, `labels` t × n; both outlive the problem. `mayContinue` is asked once a tile of
    /// samples.
    VarProProblem(const Matrix& inputs, const Matrix& labels, Index width, MayContinue mayContinue);

    Index variables() const { return width_ * (inputs_.rows() + 1); }
    /// f and its gradient; infinite where there is no finite read-out; nothing when `mayContinue` said no.
    std::optional<double> evaluate(const Vector& point, Vector& gradient);
    /// The Gauss–Newton matrix of f where evaluate() was last, for one output, in Kaufman's approximation
    /// (1975): Dᵀ(I - P)D / n, with D what the hidden weights do to the output and P the projection on what
    /// the read-out reaches. False when `mayContinue` said no. p × p for p variables, and once more inside.
    bool curvature(const Vector& point, Matrix& result);
    /// The read-out of the last evaluation.
    const ReadOut& readOut() const { return readOut_; }
    /// What everything asked for so far has cost but squaredError(): products over the samples, and
    /// factorisations.
    double multiplyAdds() const { return multiplyAdds_; }

    Vector pack(const Neurons& neurons) const;
    Neurons unpack(const Vector& point) const;

    /// Σ |y - N(a)|² over other samples (k × m, t × m) with given variables and read-out.
    double squaredError(const Vector& point, const Matrix& coefficients, const Vector& offset,
                        const Matrix& inputs, const Matrix& labels);

private:
    kernels::AffineMap hiddenMap(const Vector& point) const;
    void hiddenOf(const Vector& point, const double* inputs, Index n, double* hidden);
    void addHidden(const Vector& point, Index begin, Index n, double* hidden);
    bool project(const Vector& point);
    bool differentiate(Vector& gradient);
    void fillSensitivities(const Vector& point, Index begin, Index n);
    void count(double eachSample, double factorisation);

    const Matrix& inputs_;
    const Matrix& labels_;
    const Index width_;
    const MayContinue mayContinue_;
    const kernels::Table& kernels_;
    ReadOut readOut_;
    Matrix hidden_;        ///< ρ(W a + b) of all samples, w × n
    Matrix below_;         ///< back-propagated errors of a tile, w × tile
    Matrix output_;        ///< t × tile
    Matrix sensitivities_; ///< of a tile: rows of D, of the hidden values, and ones; (p + w + 1) × tile
    Matrix products_;      ///< of these rows with each other
    double squares_ = 0.0;
    double multiplyAdds_ = 0.0;
};

} // namespace gradewise
