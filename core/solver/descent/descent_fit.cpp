#include "core/solver/descent/descent_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace gradewise {

namespace {

/// Steps of an epoch of mini batches after which it may be asked for what is remembered: asking looks at a
/// clock, which would cost the smallest steps a share.
constexpr Index stepsBetweenStates = 256;

/// A loss so many times that at the start, or that of contributing nothing, has diverged, finite or not: ten
/// times the error. Rates that overshoot at first, and then learn, end below both.
constexpr double farAbove = 100.0;

Block startOf(const FitTask& task) {
    Random random(task.seed, "initialisation", task.grade);
    return initialised(task.shape, task.initialisation, random);
}

} // namespace

template <class Number>
DescentFit<Number>::DescentFit(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : task_(task),
      data_(data),
      monitor_(monitor),
      samples_(data.features.cols()),
      batch_(batchOf(task.solver, samples_)),
      shuffling_(task.seed, "shuffle", task.grade),
      block_(startOf(task)),
      features_(samplesIn(data.features, Number{})),
      residual_(samplesIn(data.residual, Number{})),
      validationFeatures_(samplesIn(data.validationFeatures, Number{})),
      validationResidual_(samplesIn(data.validationResidual, Number{})),
      parameters_(block_.parameters().template cast<Number>()),
      lastFinite_(parameters_),
      calm_(parameters_),
      gradient_(task.shape, batch_, task.workers),
      calmSquares_(std::max(data.residual.squaredNorm(), squaredError(features_, residual_))),
      rule_(std::holds_alternative<AdamOptions>(task.solver), parameters_.size()),
      rules_(task.stop),
      startSeconds_(monitor.trainingSeconds()) {
    if (task.stop.patience)
        best_ = parameters_;
    if (batch_ < samples_) {
        batchFeatures_.resize(data.features.rows(), batch_);
        batchResidual_.resize(data.residual.rows(), batch_);
        order_.resize(static_cast<std::size_t>(samples_));
        std::iota(order_.begin(), order_.end(), Index{0});
    }
}

template <class Number>
FitResult DescentFit<Number>::run() {
    for (;;) {
        if (monitor_.wantsState())
            reportState();
        const double rate = rateAt(rateOf(task_.solver), epochs_, task_.stop.epochs);
        const Passed passed = batch_ < samples_ ? miniBatchEpoch(rate) : fullBatchEpoch(rate);
        switch (passed) {
        case Passed::Interrupted:
            return interrupted();
        case Passed::NotFinite:
            parameters_ = calmest();
            return ended(GradeStatus::Diverged, StopReason::NotFinite, epochs_);
        case Passed::GoalReached:
        case Passed::Whole:
            break;
        }
        const EpochReport epochReport = report(++epochs_, rate);
        const bool shown = monitor_.wantsBlock();
        if (shown)
            showBlock();
        // Never the block as it was when somebody looked last: it could pass for the present one.
        decision_ = monitor_.epochDone(epochReport, shown ? block_ : nothing_);
        remember(compared_);
        if (passed == Passed::GoalReached)
            return ended(GradeStatus::Finished, StopReason::Goal, epochs_);
        if (const auto reason = rules_.judge(epochReport, compared_))
            return ended(GradeStatus::Finished, *reason, epochs_);
        if (decision_ != Decision::Continue)
            return interrupted();
    }
}

template <class Number>
auto DescentFit<Number>::fullBatchEpoch(double rate) -> Passed {
    if (!gradientOf(features_, residual_, samples_))
        return Passed::Interrupted;
    epochSquares_ = squares_;
    if (!std::isfinite(epochSquares_))
        return Passed::NotFinite;
    watchRise();
    if (goalReached(epochSquares_)) // these weights meet the goal: a further step could lose it
        return Passed::GoalReached;
    lastFinite_ = parameters_;
    rule_.apply(parameters_, gradient_.gradient(), rate);
    return Passed::Whole;
}

template <class Number>
auto DescentFit<Number>::miniBatchEpoch(double rate) -> Passed {
    if (!inEpoch_) {
        lastFinite_ = parameters_;
        shuffle();
        epochSquares_ = 0.0;
        inEpoch_ = true;
    }
    for (Index step = 1; passed_ < samples_; passed_ += batch_, ++step) {
        if (step % stepsBetweenStates == 0 && monitor_.wantsState())
            reportState();
        const Index n = std::min(batch_, samples_ - passed_);
        gatherBatch(n);
        if (!gradientOf(batchFeatures_, batchResidual_, n))
            return Passed::Interrupted;
        epochSquares_ += squares_;
        rule_.apply(parameters_, gradient_.gradient(), rate);
    }
    inEpoch_ = false;
    passed_ = 0;
    if (!std::isfinite(epochSquares_))
        return Passed::NotFinite;
    watchRise();
    // The mean along the epoch only hints at the goal; the present weights decide.
    if (goalReached(epochSquares_) && goalReached(squaredError(features_, residual_)))
        return Passed::GoalReached;
    return Passed::Whole;
}

/// Copies the next n samples of the epoch's order together.
template <class Number>
void DescentFit<Number>::gatherBatch(Index n) {
    for (Index j = 0; j < n; ++j) {
        const Index sample = order_[static_cast<std::size_t>(passed_ + j)];
        batchFeatures_.col(j) = features_.col(sample);
        batchResidual_.col(j) = residual_.col(sample);
    }
}

template <class Number>
void DescentFit<Number>::watchRise() {
    const bool low = epochSquares_ <= calmSquares_;
    if (!low && !risen_) {
        calm_ = lastFinite_;
        // The mean along the epoch before was low enough; its last weights need not be.
        if (batch_ < samples_ &&
            !(gradient_.workspace().squaredError(calm_, features_, residual_) <= calmSquares_))
            calm_ = startOf(task_).parameters().template cast<Number>();
    }
    risen_ = !low;
}

template <class Number>
bool DescentFit<Number>::gradientOf(const Samples& in, const Samples& labels, Index n) {
    decision_ = gradient_.compute(parameters_, in, labels, n, monitor_);
    squares_ = gradient_.squares();
    return decision_ == Decision::Continue;
}

template <class Number>
double DescentFit<Number>::squaredError(const Samples& in, const Samples& labels) {
    return gradient_.workspace().squaredError(parameters_, in, labels);
}

template <class Number>
void DescentFit<Number>::shuffle() {
    for (std::size_t left = order_.size(); left > 1; --left)
        std::swap(order_[left - 1], order_[shuffling_.below(left)]);
}

template <class Number>
bool DescentFit<Number>::goalReached(double squares) const {
    return task_.stop.goal && std::sqrt(squares) <= *task_.stop.goal * data_.targetNorm;
}

template <class Number>
EpochReport DescentFit<Number>::report(Index epoch, double rate) {
    EpochReport result;
    result.epoch = epoch;
    result.seconds = monitor_.trainingSeconds() - startSeconds_;
    result.loss = 0.5 * epochSquares_ / static_cast<double>(samples_);
    result.trainRelativeL2 = relativeError(epochSquares_, data_.targetNorm);
    compared_ = std::numeric_limits<double>::quiet_NaN();
    if (data_.validationFeatures.cols() > 0)
        compared_ =
            comparedError(squaredError(validationFeatures_, validationResidual_), data_.validationTargetNorm);
    result.validationRelativeL2 =
        data_.validationTargetNorm > 0.0 ? compared_ : std::numeric_limits<double>::quiet_NaN();
    result.rate = rate;
    return result;
}

template <class Number>
void DescentFit<Number>::remember(double validation) {
    validation_ = validation;
    if (!task_.stop.patience || !(validation < bestValidation_))
        return;
    bestValidation_ = validation;
    best_ = parameters_;
}

template <class Number>
FitResult DescentFit<Number>::interrupted() {
    if (decision_ == Decision::StopRun)
        reportState();
    const auto [status, reason] = interruptionBy(decision_);
    return ended(status, reason, epochs_);
}

template <class Number>
FitResult DescentFit<Number>::ended(GradeStatus status, StopReason reason, Index epochs) {
    // An update may overflow after the last loss that was looked at.
    if (!parameters_.allFinite()) {
        parameters_ = calmest();
        status = GradeStatus::Diverged;
        reason = StopReason::NotFinite;
    }
    if (bestValidation_ < validation_ && task_.stop.patience) {
        parameters_ = best_;
        if (status == GradeStatus::Finished)
            reason = StopReason::Validation;
    }
    // Who asks for an end may do so at the top of a wave; the grade's own rules must not call that an end.
    const bool byItself = status == GradeStatus::Finished && reason != StopReason::FinishedNow;
    if (byItself && !(squaredError(features_, residual_) <= farAbove * calmSquares_)) {
        parameters_ = calmest();
        status = GradeStatus::Diverged;
        reason = StopReason::Grew;
    }
    showBlock();
    return {std::move(block_), status, reason, epochs};
}

template class DescentFit<double>;
template class DescentFit<float>;

} // namespace gradewise
