// The epochs of a grade that is fitted by descent.
#pragma once

#include "core/numbers/random.h"
#include "core/solver/descent/batch_gradient.h"
#include "core/solver/descent/descent_state.h"
#include "core/solver/descent/update_rule.h"
#include "core/solver/fit.h"
#include "core/solver/stop_rules.h"

#include <limits>
#include <vector>

namespace gradewise {

/// The samples in the numbers that are computed with: double where they lie, float as a copy.
inline const Matrix& samplesIn(const Matrix& samples, double /*number*/) {
    return samples;
}
inline MatrixOf<float> samplesIn(const Matrix& samples, float /*number*/) {
    return samples.cast<float>();
}

/// One fit by descent; double or float are the numbers that it computes with. References outlive it.
template <class Number>
class DescentFit {
    using Parameters = VectorOf<Number>;
    using Samples = MatrixOf<Number>;
    /// A reference or a matrix of its own.
    using Held = decltype(samplesIn(Matrix(), Number{}));

public:
    DescentFit(const FitTask& task, const FitData& data, FitMonitor& monitor);
    FitResult run();
    /// Back to where an earlier part of the same fit had come.
    void putBack(const DescentState& state);

private:
    /// How an epoch, or a part of one, ended.
    enum class Passed { Whole, Interrupted, GoalReached, NotFinite };

    Passed fullBatchEpoch(double rate);
    Passed miniBatchEpoch(double rate);
    void gatherBatch(Index n);
    /// Gradient of a batch; false when the monitor asked to end.
    bool gradientOf(const Samples& in, const Samples& labels, Index n);
    /// Σ |labels - N(in)|² of the present weights.
    double squaredError(const Samples& in, const Samples& labels);
    /// Looks at the loss of an epoch; lastFinite_ are weights from before it.
    void watchRise();
    /// Weights from before the loss rose, where it has; otherwise those of the last finite one.
    const Parameters& calmest() const { return risen_ ? calm_ : lastFinite_; }
    /// Takes the weights over into the block that others see.
    void showBlock() { block_.parameters() = parameters_.template cast<double>(); }
    void shuffle();
    bool goalReached(double squares) const;
    EpochReport report(Index epoch, double rate);
    void remember(double validation);
    void reportState();
    void requireFit(const DescentState& state) const;
    FitResult ended(GradeStatus status, StopReason reason, Index epochs);
    FitResult interrupted();

    const FitTask& task_;
    const FitData& data_;
    FitMonitor& monitor_;
    const Index samples_;
    const Index batch_;
    Random shuffling_;
    Block block_;         ///< what others see; up to date where they look
    const Block nothing_; ///< where they do not
    const Held features_;
    const Held residual_;
    const Held validationFeatures_;
    const Held validationResidual_;
    Parameters parameters_;
    Parameters lastFinite_; ///< those at the beginning of the epoch
    Parameters calm_;       ///< once it has risen, the last ones before
    Parameters best_;       ///< those of the smallest validation error; empty without the rule of patience
    double bestValidation_ = std::numeric_limits<double>::infinity();
    double validation_ = std::numeric_limits<double>::infinity(); ///< of the present weights
    double compared_ = std::numeric_limits<double>::quiet_NaN();  ///< comparedError() of the last report
    BatchGradient<Number> gradient_;
    bool risen_ = false; ///< the loss lies above that of calmSquares_
    double calmSquares_; ///< Σ |residual - N|² of the first weights, or of no contribution: the larger one
    UpdateRule<Number> rule_;
    Samples batchFeatures_;
    Samples batchResidual_;
    std::vector<Index> order_;
    StopRules rules_;
    Index epochs_ = 0;     ///< done
    bool inEpoch_ = false; ///< of mini batches: its samples are shuffled
    Index passed_ = 0;     ///< samples of that epoch
    double squares_ = 0.0; ///< Σ |residual - N|² of the batch, then of the epoch
    double epochSquares_ = 0.0;
    double startSeconds_;
    Decision decision_ = Decision::Continue;
};

} // namespace gradewise
