#include "core/solver/descent/descent.h"

#include "core/numbers/random.h"
#include "core/solver/descent/batch_gradient.h"
#include "core/solver/descent/descent_state.h"
#include "core/solver/stop_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace gradewise {

namespace {

/// θ ← θ - η (…), by Adam or by plain descent.
template <class Number>
class UpdateRule {
public:
    UpdateRule(bool adam, Index parameters) : adam_(adam), kernels_(kernels::active<Number>()) {
        if (adam) {
            first_ = VectorOf<Number>::Zero(parameters);
            second_ = VectorOf<Number>::Zero(parameters);
        }
    }

    void apply(VectorOf<Number>& parameters, const VectorOf<Number>& gradient, double rate) {
        if (!adam_) {
            kernels_.descend(gradient.size(), parameters.data(), gradient.data(), static_cast<Number>(rate));
            return;
        }
        power1_ *= 0.9;
        power2_ *= 0.999;
        kernels_.adam({gradient.size(), parameters.data(), gradient.data(), first_.data(), second_.data(),
                       static_cast<Number>(rate / (1.0 - power1_)),
                       static_cast<Number>(1.0 / (1.0 - power2_))});
    }

    void tell(DescentState& state) const {
        state.first = first_.template cast<double>();
        state.second = second_.template cast<double>();
        state.power1 = power1_;
        state.power2 = power2_;
    }
    bool fits(const DescentState& state) const {
        return state.first.size() == first_.size() && state.second.size() == second_.size();
    }
    void putBack(const DescentState& state) {
        first_ = state.first.cast<Number>();
        second_ = state.second.cast<Number>();
        power1_ = state.power1;
        power2_ = state.power2;
    }

private:
    bool adam_;
    const kernels::TableOf<Number>& kernels_;
    VectorOf<Number> first_;
    VectorOf<Number> second_;
    double power1_ = 1.0; ///< β₁^k
    double power2_ = 1.0; ///< β₂^k
};

/// Steps of an epoch of mini batches after which it may be asked for what is remembered: asking looks at a
/// clock, which would cost the smallest steps a share.
constexpr Index stepsBetweenStates = 256;

/// The samples in the numbers that are computed with: double where they lie, float as a copy.
const Matrix& samplesIn(const Matrix& samples, double /*number*/) {
    return samples;
}
MatrixOf<float> samplesIn(const Matrix& samples, float /*number*/) {
    return samples.cast<float>();
}

/// A loss so many times that at the start, or that of contributing nothing, has diverged, finite or not: ten
/// times the error. Rates that overshoot at first, and then learn, end below both.
constexpr double farAbove = 100.0;

template <class Number>
class Descent {
    using Parameters = VectorOf<Number>;
    using Samples = MatrixOf<Number>;
    /// A reference or a matrix of its own.
    using Held = decltype(samplesIn(Matrix(), Number{}));

public:
    Descent(const FitTask& task, const FitData& data, FitMonitor& monitor);
    FitResult run();
    /// Back to where an earlier part of the same fit had come.
    void putBack(const DescentState& state);

private:
    /// How an epoch, or a part of one, ended.
    enum class Passed { Whole, Interrupted, GoalReached, NotFinite };

    Passed fullBatchEpoch(double rate);
    Passed miniBatchEpoch(double rate);
    /// Gradient of a batch; false when the monitor asked to end.
    bool gradientOf(const Samples& in, const Samples& wanted, Index n);
    /// Σ |wanted - N(in)|² of the present weights.
    double squaredError(const Samples& in, const Samples& wanted);
    /// Looks at the loss of an epoch; lastFinite_ are weights from before it.
    void watchRise();
    /// Weights from before the loss rose, where it has; otherwise those of the last finite one.
    const Parameters& calmest() const { return risen_ ? calm_ : lastFinite_; }
    /// Takes the weights over into the block that others see.
    void tellBlock() { block_.parameters() = parameters_.template cast<double>(); }
    void shuffle();
    bool goalReached(double squares) const;
    EpochReport report(Index epoch, double rate);
    void remember(double validation);
    void tellState();
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

Block startOf(const FitTask& task) {
    Random random(task.seed, "initialisation", task.grade);
    return initialised(task.shape, task.initialisation, random);
}

template <class Number>
Descent<Number>::Descent(const FitTask& task, const FitData& data, FitMonitor& monitor)
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
FitResult Descent<Number>::run() {
    for (;;) {
        if (monitor_.wantsState())
            tellState();
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
        const bool wanted = monitor_.wantsBlock();
        if (wanted)
            tellBlock();
        // Never the block as it was when somebody looked last: it could pass for the present one.
        decision_ = monitor_.epochDone(epochReport, wanted ? block_ : nothing_);
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
auto Descent<Number>::fullBatchEpoch(double rate) -> Passed {
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
auto Descent<Number>::miniBatchEpoch(double rate) -> Passed {
    if (!inEpoch_) {
        lastFinite_ = parameters_;
        shuffle();
        epochSquares_ = 0.0;
        inEpoch_ = true;
    }
    for (Index step = 1; passed_ < samples_; passed_ += batch_, ++step) {
        if (step % stepsBetweenStates == 0 && monitor_.wantsState())
            tellState();
        const Index n = std::min(batch_, samples_ - passed_);
        for (Index j = 0; j < n; ++j) {
            const Index sample = order_[static_cast<std::size_t>(passed_ + j)];
            batchFeatures_.col(j) = features_.col(sample);
            batchResidual_.col(j) = residual_.col(sample);
        }
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

template <class Number>
void Descent<Number>::watchRise() {
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
bool Descent<Number>::gradientOf(const Samples& in, const Samples& wanted, Index n) {
    decision_ = gradient_.compute(parameters_, in, wanted, n, monitor_);
    squares_ = gradient_.squares();
    return decision_ == Decision::Continue;
}

template <class Number>
double Descent<Number>::squaredError(const Samples& in, const Samples& wanted) {
    return gradient_.workspace().squaredError(parameters_, in, wanted);
}

template <class Number>
void Descent<Number>::shuffle() {
    for (std::size_t left = order_.size(); left > 1; --left)
        std::swap(order_[left - 1], order_[shuffling_.below(left)]);
}

template <class Number>
bool Descent<Number>::goalReached(double squares) const {
    return task_.stop.goal && std::sqrt(squares) <= *task_.stop.goal * data_.targetNorm;
}

template <class Number>
EpochReport Descent<Number>::report(Index epoch, double rate) {
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
void Descent<Number>::remember(double validation) {
    validation_ = validation;
    if (!task_.stop.patience || !(validation < bestValidation_))
        return;
    bestValidation_ = validation;
    best_ = parameters_;
}

template <class Number>
void Descent<Number>::tellState() {
    DescentState state;
    state.epochs = epochs_;
    state.inEpoch = inEpoch_;
    state.passed = passed_;
    state.squares = epochSquares_;
    state.seconds = monitor_.trainingSeconds() - startSeconds_;
    state.shuffling = shuffling_.state();
    state.order = order_;
    state.parameters = parameters_.template cast<double>();
    state.lastFinite = lastFinite_.template cast<double>();
    if (risen_)
        state.calm = calm_.template cast<double>();
    rule_.tell(state);
    state.best = best_.template cast<double>();
    state.bestValidation = bestValidation_;
    state.validation = validation_;
    state.rules = rules_.memory();
    monitor_.stateReached(state);
}

template <class Number>
void Descent<Number>::requireFit(const DescentState& state) const {
    const Index size = parameters_.size();
    bool fits = state.parameters.size() == size && state.lastFinite.size() == size && rule_.fits(state) &&
                (state.calm.size() == 0 || state.calm.size() == size) && state.best.size() == best_.size() &&
                state.epochs >= 0 && state.passed >= 0 && state.passed <= samples_ &&
                state.order.size() == order_.size();
    std::vector<bool> seen(order_.size(), false);
    for (const Index sample : state.order) {
        fits = fits && sample >= 0 && sample < samples_ && !seen[static_cast<std::size_t>(sample)];
        if (!fits)
            break;
        seen[static_cast<std::size_t>(sample)] = true;
    }
    if (!fits)
        throw std::invalid_argument("This is not the state of that grade's descent.");
}

template <class Number>
void Descent<Number>::putBack(const DescentState& state) {
    requireFit(state);
    if (!shuffling_.setState(state.shuffling))
        throw std::invalid_argument("These are not the random numbers of that grade's descent.");
    epochs_ = state.epochs;
    inEpoch_ = state.inEpoch;
    passed_ = state.passed;
    epochSquares_ = state.squares;
    startSeconds_ -= state.seconds;
    order_ = state.order;
    parameters_ = state.parameters.cast<Number>();
    lastFinite_ = state.lastFinite.cast<Number>();
    risen_ = state.calm.size() > 0;
    if (risen_)
        calm_ = state.calm.cast<Number>();
    rule_.putBack(state);
    best_ = state.best.cast<Number>();
    bestValidation_ = state.bestValidation;
    validation_ = state.validation;
    rules_.putBack(state.rules);
}

template <class Number>
FitResult Descent<Number>::interrupted() {
    if (decision_ == Decision::StopRun)
        tellState();
    const auto [status, reason] = interruptionBy(decision_);
    return ended(status, reason, epochs_);
}

template <class Number>
FitResult Descent<Number>::ended(GradeStatus status, StopReason reason, Index epochs) {
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
    tellBlock();
    return {std::move(block_), status, reason, epochs};
}

} // namespace

FitResult descend(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const auto run = [&](auto descent) {
        if (task.begun != nullptr)
            descent.putBack(*task.begun);
        return descent.run();
    };
    switch (descentOf(task.solver)->precision) {
    case Precision::Double:
        return run(Descent<double>(task, data, monitor));
    case Precision::Float:
        return run(Descent<float>(task, data, monitor));
    }
    throw std::logic_error("Not a precision.");
}

} // namespace gradewise
