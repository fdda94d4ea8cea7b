#include "core/solver/descent.h"

#include "core/numbers/random.h"
#include "core/solver/batch_gradient.h"
#include "core/solver/stop_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace gradewise {

namespace {

/// θ ← θ - η (…), by Adam or by plain descent.
class UpdateRule {
public:
    UpdateRule(SolverKind kind, Index parameters) : kind_(kind), kernels_(kernels::active()) {
        if (kind == SolverKind::Adam) {
            first_ = Vector::Zero(parameters);
            second_ = Vector::Zero(parameters);
        }
    }

    void apply(Block& block, const Vector& gradient, double rate) {
        switch (kind_) {
        case SolverKind::Adam:
            power1_ *= 0.9;
            power2_ *= 0.999;
            kernels_.adam({gradient.size(), block.parameters().data(), gradient.data(), first_.data(),
                           second_.data(), rate / (1.0 - power1_), 1.0 / (1.0 - power2_)});
            return;
        case SolverKind::GradientDescent:
            kernels_.descend(gradient.size(), block.parameters().data(), gradient.data(), rate);
            return;
        case SolverKind::VarPro:
        case SolverKind::Convex:
        case SolverKind::Constructive:
        case SolverKind::Textbook:
            break; // has an update of its own
        }
    }

private:
    SolverKind kind_;
    const kernels::Table& kernels_;
    Vector first_;
    Vector second_;
    double power1_ = 1.0; ///< β₁^k
    double power2_ = 1.0; ///< β₂^k
};

class Descent {
public:
    Descent(const FitTask& task, const FitData& data, FitMonitor& monitor);
    FitResult run();

private:
    /// How an epoch, or a part of one, ended.
    enum class Passed { Whole, Interrupted, GoalReached, NotFinite };

    Passed fullBatchEpoch(double rate);
    Passed miniBatchEpoch(double rate);
    /// Gradient of a batch; false when the monitor asked to end.
    bool gradientOf(const Matrix& in, const Matrix& wanted, Index n);
    void shuffle();
    bool goalReached(double squares) const;
    EpochReport report(Index epoch, double rate);
    void remember(double validation);
    FitResult ended(GradeStatus status, StopReason reason, Index epochs);
    FitResult interrupted(Index epochs);

    const FitTask& task_;
    const FitData& data_;
    FitMonitor& monitor_;
    const Index samples_;
    const Index batch_;
    Random shuffling_;
    Block block_;
    Vector lastFinite_; ///< parameters at the beginning of the epoch
    Vector best_;       ///< parameters of the smallest validation error; empty without the rule of patience
    double bestValidation_ = std::numeric_limits<double>::infinity();
    double validation_ = std::numeric_limits<double>::infinity(); ///< of the present weights
    BatchGradient gradient_;
    UpdateRule rule_;
    Matrix batchFeatures_;
    Matrix batchResidual_;
    std::vector<Index> order_;
    double squares_ = 0.0; ///< Σ |residual - N|² of the batch, then of the epoch
    double epochSquares_ = 0.0;
    double startSeconds_;
    Decision decision_ = Decision::Continue;
};

Block startOf(const FitTask& task) {
    Random random(task.seed, "initialisation", task.grade);
    return initialised(task.shape, task.initialisation, random);
}

Descent::Descent(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : task_(task),
      data_(data),
      monitor_(monitor),
      samples_(data.features.cols()),
      batch_(task.solver.batchSize > 0 ? std::min(task.solver.batchSize, samples_) : samples_),
      shuffling_(task.seed, "shuffle", task.grade),
      block_(startOf(task)),
      lastFinite_(block_.parameters()),
      gradient_(task.shape, batch_, task.workers),
      rule_(task.solver.kind, block_.parameters().size()),
      startSeconds_(monitor.trainingSeconds()) {
    if (task.stop.patience)
        best_ = block_.parameters();
    if (batch_ < samples_) {
        batchFeatures_.resize(data.features.rows(), batch_);
        batchResidual_.resize(data.residual.rows(), batch_);
        order_.resize(static_cast<std::size_t>(samples_));
        std::iota(order_.begin(), order_.end(), Index{0});
    }
}

FitResult Descent::run() {
    StopRules rules(task_.stop);
    for (Index epoch = 0;; ++epoch) {
        const double rate = rateAt(task_.solver.rate, epoch, task_.stop.epochs);
        const Passed passed = batch_ < samples_ ? miniBatchEpoch(rate) : fullBatchEpoch(rate);
        switch (passed) {
        case Passed::Interrupted:
            return interrupted(epoch);
        case Passed::NotFinite:
            block_.parameters() = lastFinite_;
            return ended(GradeStatus::Diverged, StopReason::NotFinite, epoch);
        case Passed::GoalReached:
        case Passed::Whole:
            break;
        }
        const EpochReport epochReport = report(epoch + 1, rate);
        decision_ = monitor_.epochDone(epochReport, block_);
        remember(epochReport.validationRelativeL2);
        if (passed == Passed::GoalReached)
            return ended(GradeStatus::Finished, StopReason::Goal, epoch + 1);
        if (const auto reason = rules.judge(epochReport))
            return ended(GradeStatus::Finished, *reason, epoch + 1);
        if (decision_ != Decision::Continue)
            return interrupted(epoch + 1);
    }
}

Descent::Passed Descent::fullBatchEpoch(double rate) {
    if (!gradientOf(data_.features, data_.residual, samples_))
        return Passed::Interrupted;
    epochSquares_ = squares_;
    if (!std::isfinite(epochSquares_))
        return Passed::NotFinite;
    if (goalReached(epochSquares_)) // these weights meet the goal: a further step could lose it
        return Passed::GoalReached;
    lastFinite_ = block_.parameters();
    rule_.apply(block_, gradient_.gradient(), rate);
    return Passed::Whole;
}

Descent::Passed Descent::miniBatchEpoch(double rate) {
    lastFinite_ = block_.parameters();
    shuffle();
    epochSquares_ = 0.0;
    for (Index begin = 0; begin < samples_; begin += batch_) {
        const Index n = std::min(batch_, samples_ - begin);
        for (Index j = 0; j < n; ++j) {
            const Index sample = order_[static_cast<std::size_t>(begin + j)];
            batchFeatures_.col(j) = data_.features.col(sample);
            batchResidual_.col(j) = data_.residual.col(sample);
        }
        if (!gradientOf(batchFeatures_, batchResidual_, n))
            return Passed::Interrupted;
        epochSquares_ += squares_;
        rule_.apply(block_, gradient_.gradient(), rate);
    }
    if (!std::isfinite(epochSquares_))
        return Passed::NotFinite;
    // The mean along the epoch only hints at the goal; the present weights decide.
    if (goalReached(epochSquares_) &&
        goalReached(gradient_.workspace().squaredError(block_, data_.features, data_.residual)))
        return Passed::GoalReached;
    return Passed::Whole;
}

bool Descent::gradientOf(const Matrix& in, const Matrix& wanted, Index n) {
    decision_ = gradient_.compute(block_, in, wanted, n, monitor_);
    squares_ = gradient_.squares();
    return decision_ == Decision::Continue;
}

void Descent::shuffle() {
    for (std::size_t left = order_.size(); left > 1; --left)
        std::swap(order_[left - 1], order_[shuffling_.below(left)]);
}

bool Descent::goalReached(double squares) const {
    return task_.stop.goal && std::sqrt(squares) <= *task_.stop.goal * data_.targetNorm;
}

EpochReport Descent::report(Index epoch, double rate) {
    EpochReport result;
    result.epoch = epoch;
    result.seconds = monitor_.trainingSeconds() - startSeconds_;
    result.loss = 0.5 * epochSquares_ / static_cast<double>(samples_);
    result.trainRelativeL2 = relativeError(epochSquares_, data_.targetNorm);
    result.validationRelativeL2 =
        data_.validationFeatures.cols() == 0
            ? std::numeric_limits<double>::quiet_NaN()
            : relativeError(gradient_.workspace().squaredError(block_, data_.validationFeatures,
                                                               data_.validationResidual),
                            data_.validationTargetNorm);
    result.rate = rate;
    return result;
}

void Descent::remember(double validation) {
    validation_ = validation;
    if (!task_.stop.patience || !(validation < bestValidation_))
        return;
    bestValidation_ = validation;
    best_ = block_.parameters();
}

FitResult Descent::interrupted(Index epochs) {
    const auto [status, reason] = interruptionBy(decision_);
    return ended(status, reason, epochs);
}

FitResult Descent::ended(GradeStatus status, StopReason reason, Index epochs) {
    // An update may overflow after the last loss that was looked at.
    if (!block_.parameters().allFinite()) {
        block_.parameters() = lastFinite_;
        status = GradeStatus::Diverged;
        reason = StopReason::NotFinite;
    }
    if (bestValidation_ < validation_ && task_.stop.patience) {
        block_.parameters() = best_;
        if (status == GradeStatus::Finished)
            reason = StopReason::Validation;
    }
    return {std::move(block_), status, reason, epochs};
}

} // namespace

FitResult descend(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    return Descent(task, data, monitor).run();
}

} // namespace gradewise
